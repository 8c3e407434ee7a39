import canonicalize from 'canonicalize';

/** A value as JSON in which equal values are equal texts, whatever order their members have (RFC 8785); JSONB keeps none. */
export const canonical = (value: unknown): string => canonicalize(value) ?? 'null';
