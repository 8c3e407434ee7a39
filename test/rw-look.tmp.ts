// @ts-nocheck
import { launchBrowser } from './support/browser.ts';
import { visit } from './e2e/visit.ts';
const url='http://127.0.0.1:4540';
const sizes:any={w:{width:1440,height:900},m:{width:1024,height:768},p:{width:390,height:844}};
const browser=await launchBrowser();
const args=process.argv.slice(2); // name size scheme query [click]
for (const a of args){
  const [name,size,scheme,query,act]=a.split('|');
  const v=await visit(browser,{url,firstLink:undefined,stop:async()=>{}} as any,{viewport:sizes[size],colorScheme:scheme as any});
  await v.page.goto(url+'/ranking'+query);
  try{ await v.page.getByRole('grid').getByRole('row').nth(1).waitFor({timeout:15000}); }catch{}
  if(act) try { await eval(`(async(page)=>{${act}})`)(v.page);} catch(e){console.log(String(e))}
  await v.settled(); await v.page.waitForTimeout(1500);
  await v.page.screenshot({path:`/tmp/rw-${name}.png`});
  console.log(name, v.page.url().slice(0,300), v.complaints.map(c=>c.slice(0,400)));
  await v.close();
}
await browser.close();
