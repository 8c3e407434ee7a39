# Quartierblick in one image: the api with the built web application. The database is another container (compose.yaml).
# Debian's base, because the packages of sharp and of the embedded database are built for glibc.
FROM node:24-bookworm-slim AS manifests
WORKDIR /app
# What decides on the packages comes first, so that a change of the code does not install them anew.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY api/package.json api/
COPY gis/package.json gis/
COPY test/package.json test/
COPY web/package.json web/

FROM manifests AS build
# Path below which a proxy serves it, e.g. /quartierblick; the same as in BASE_URL.
ARG BASE_PATH=
RUN CI=true npx --yes pnpm@12.21.0 install --frozen-lockfile
COPY . .
RUN cd web && node node_modules/vite/bin/vite.js build --logLevel warn \
  && node node_modules/vite/bin/vite.js build --logLevel warn --config vite.pack.config.ts

# Only what the server needs.
FROM manifests AS packages
RUN CI=true npx --yes pnpm@12.21.0 install --frozen-lockfile --prod --filter @quartierblick/api --filter @quartierblick/gis

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DEMO=off
COPY --from=packages /app ./
COPY migrations ./migrations
COPY gis ./gis
COPY api ./api
COPY --from=build /app/web/build ./web/build
# The volume takes over owner and mode of the folder that it is first put on.
RUN mkdir -m 700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "api/src/server.ts"]
