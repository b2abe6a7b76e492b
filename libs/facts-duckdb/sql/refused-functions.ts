/**
 * Functions that tell of the process, its settings or other sessions, read or run other SQL, wait, or change something. What is left only
 * works on the values it is given. Those that DuckDB itself calls volatile are all named here or in `HARMLESS`; a test holds that.
 */
const REFUSED =
  /^(?:pg_(?!typeof$|size_pretty$).*|has_\w+_privilege|inet_\w+|duckdb_\w+|pragma_\w+|current_(?:setting|schemas?|database|catalog|query|query_id|connection_id|transaction_id)|in_search_path|txid_current|getenv|getvariable|nextval|currval|setseed|sleep_ms|stats|vector_type|write_log|parse_duckdb_log_message|json_(?:serialize_sql|serialize_plan|deserialize_sql|execute_serialized_sql)|query|query_table|get_block_size|finalize|\w+_description|st_\w+|version|format_pg_type|map_to_pg_oid)$/;

/** Volatile, but of no harm: another value each time. */
export const HARMLESS = ['error', 'gen_random_uuid', 'random', 'uuid', 'uuidv4', 'uuidv7'];

/** Functions whose rows may stand where a table does. */
const ROWS = ['range', 'generate_series', 'unnest'];

export function isRefused(name: string): boolean {
  return REFUSED.test(name.toLowerCase());
}

export function givesRows(name: string): boolean {
  return ROWS.includes(name.toLowerCase());
}
