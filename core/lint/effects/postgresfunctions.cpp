// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/postgresfunctions.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {
namespace {

// As pg_proc of PostgreSQL 17 says (proname, provolatile), the strictest of functions that share a name; a few of
// contrib's and of PostgreSQL 18. Sorted. Keywords that are calls to the grammar are among them.
// clang-format off
constexpr std::array<std::string_view, 248> immutables{
    "abbrev", "abs", "acos", "acosd", "acosh", "area", "array", "array_dims", "array_fill", "array_length",
    "array_lower", "array_ndims", "array_position", "array_positions", "array_remove", "array_replace",
    "array_upper", "ascii", "asin", "asind", "asinh", "atan", "atan2", "atan2d", "atand", "atanh", "bit",
    "bit_count", "bit_length", "bool", "box", "bpchar", "broadcast", "btrim", "bytea", "cardinality", "cbrt", "ceil",
    "ceiling", "center", "char", "char_length", "character_length", "chr", "cidr", "circle", "citext",
    "coalesce", "cos", "cosd", "cosh", "cot", "cotd", "crypt", "date_bin", "datemultirange", "daterange",
    "decode", "degrees", "diameter", "digest", "div", "encode", "exp", "factorial", "family", "float4",
    "float8", "floor", "gcd", "generate_subscripts", "get_bit", "get_byte", "greatest", "height", "hmac",
    "host", "hostmask", "initcap", "int2", "int4", "int4multirange", "int4range", "int8", "int8multirange",
    "int8range", "interval", "is_normalized", "isempty", "isfinite", "json", "json_array_elements",
    "json_array_elements_text", "json_array_length", "json_each", "json_each_text", "json_object",
    "json_object_keys", "json_scalar", "json_strip_nulls", "json_typeof", "jsonb", "jsonb_array_elements",
    "jsonb_array_elements_text", "jsonb_array_length", "jsonb_each", "jsonb_each_text", "jsonb_insert",
    "jsonb_object", "jsonb_object_keys", "jsonb_path_exists", "jsonb_path_match", "jsonb_path_query",
    "jsonb_path_query_array", "jsonb_path_query_first", "jsonb_pretty", "jsonb_set", "jsonb_set_lax",
    "jsonb_strip_nulls", "jsonb_typeof", "justify_days", "justify_hours", "justify_interval", "lcm", "least",
    "left", "line", "ln", "log", "log10", "lower", "lpad", "lseg", "ltrim", "macaddr", "macaddr8",
    "make_date", "make_interval", "make_time", "make_timestamp", "masklen", "md5", "min_scale", "mod",
    "multirange", "netmask", "network", "normalize", "nullif", "num_nonnulls", "num_nulls", "nummultirange",
    "numrange", "octet_length", "oid", "overlay", "parse_ident", "path", "pg_size_bytes", "pg_size_pretty",
    "pi", "point", "polygon", "position", "pow", "power", "quote_ident", "radians", "radius", "range_merge",
    "regexp_count", "regexp_instr", "regexp_like", "regexp_match", "regexp_matches", "regexp_replace",
    "regexp_split_to_array", "regexp_split_to_table", "regexp_substr", "repeat", "replace", "reverse",
    "right", "round", "row", "rpad", "rtrim", "scale", "set_bit", "set_byte", "set_masklen", "setweight",
    "sha224", "sha256", "sha384", "sha512", "sign", "sin", "sind", "sinh", "split_part", "sqrt",
    "string_to_array", "string_to_table", "strip", "strpos", "substr", "substring", "tan", "tand", "tanh",
    "text", "to_ascii", "to_bin", "to_hex", "to_oct", "translate", "trim_array", "trim_scale", "trunc",
    "tsmultirange", "tsquery_phrase", "tsrange", "tstzmultirange", "tstzrange", "tsvector_to_array",
    "txid_visible_in_snapshot", "unicode_assigned", "unistr", "unnest", "upper", "uuid",
    "uuid_extract_timestamp", "uuid_extract_version", "uuid_nil", "varbit", "varchar", "width",
    "width_bucket", "xml_is_well_formed_content", "xml_is_well_formed_document", "xmlcomment", "xmlelement",
    "xmlexists", "xmlforest", "xmltext", "xpath", "xpath_exists",
};
constexpr std::array<std::string_view, 117> stables{
    "age", "array_to_json", "array_to_string", "col_description", "concat", "concat_ws", "convert",
    "convert_from", "convert_to", "current_catalog", "current_database", "current_date", "current_role",
    "current_schema", "current_schemas", "current_setting", "current_time", "current_timestamp",
    "current_user", "date", "date_add", "date_part", "date_subtract", "date_trunc", "enum_first", "enum_last",
    "enum_range", "extract", "format", "format_type", "generate_series", "get_current_ts_config",
    "inet_client_addr", "inet_client_port", "inet_server_addr", "inet_server_port", "json_build_array",
    "json_build_object", "json_populate_record", "json_populate_recordset", "json_to_record",
    "json_to_recordset", "json_to_tsvector", "jsonb_build_array", "jsonb_build_object",
    "jsonb_path_exists_tz", "jsonb_path_match_tz", "jsonb_path_query_array_tz", "jsonb_path_query_first_tz",
    "jsonb_path_query_tz", "jsonb_populate_record", "jsonb_populate_record_valid", "jsonb_populate_recordset",
    "jsonb_to_record", "jsonb_to_recordset", "jsonb_to_tsvector", "length", "localtime", "localtimestamp",
    "make_timestamptz", "money", "now", "numeric", "obj_description", "overlaps", "pg_backend_pid",
    "pg_basetype", "pg_char_to_encoding", "pg_client_encoding", "pg_collation_for", "pg_column_compression",
    "pg_column_size", "pg_conf_load_time", "pg_current_snapshot", "pg_current_xact_id",
    "pg_current_xact_id_if_assigned", "pg_has_role", "pg_input_error_info", "pg_input_is_valid",
    "pg_is_other_temp_schema", "pg_my_temp_schema", "pg_postmaster_start_time", "pg_trigger_depth",
    "pg_typeof", "phraseto_tsquery", "plainto_tsquery", "quote_literal", "quote_nullable", "regclass",
    "row_to_json", "session_user", "shobj_description", "statement_timestamp", "system_user", "time",
    "timestamp", "timestamptz", "timetz", "timezone", "to_char", "to_date", "to_json", "to_jsonb",
    "to_number", "to_timestamp", "to_tsquery", "to_tsvector", "transaction_timestamp", "txid_current",
    "txid_current_if_assigned", "txid_current_snapshot", "unaccent", "user", "version",
    "websearch_to_tsquery", "xml", "xml_is_well_formed",
};
constexpr std::array<std::string_view, 79> volatiles{
    "array_sample", "array_shuffle", "clock_timestamp", "currval", "dblink", "dblink_exec",
    "gen_random_bytes", "gen_random_uuid", "gen_salt", "lastval", "lo_close", "lo_creat", "lo_create",
    "lo_export", "lo_from_bytea", "lo_get", "lo_import", "lo_open", "lo_put", "lo_unlink", "loread",
    "lowrite", "nextval", "pg_advisory_lock", "pg_advisory_lock_shared", "pg_advisory_unlock",
    "pg_advisory_unlock_all", "pg_advisory_unlock_shared", "pg_advisory_xact_lock",
    "pg_advisory_xact_lock_shared", "pg_backup_start", "pg_backup_stop", "pg_cancel_backend",
    "pg_current_logfile", "pg_current_wal_flush_lsn", "pg_current_wal_insert_lsn", "pg_current_wal_lsn",
    "pg_database_size", "pg_export_snapshot", "pg_is_in_recovery", "pg_is_wal_replay_paused",
    "pg_jit_available", "pg_last_committed_xact", "pg_last_wal_receive_lsn", "pg_last_wal_replay_lsn",
    "pg_last_xact_replay_timestamp", "pg_notification_queue_usage", "pg_notify", "pg_promote",
    "pg_read_binary_file", "pg_read_file", "pg_relation_size", "pg_reload_conf", "pg_rotate_logfile",
    "pg_sleep", "pg_sleep_for", "pg_sleep_until", "pg_switch_wal", "pg_table_size", "pg_tablespace_size",
    "pg_terminate_backend", "pg_total_relation_size", "pg_try_advisory_lock", "pg_try_advisory_lock_shared",
    "pg_try_advisory_xact_lock", "pg_try_advisory_xact_lock_shared", "pg_xact_status", "random",
    "random_normal", "set_config", "setseed", "setval", "timeofday", "txid_status", "uuid_generate_v1",
    "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7",
};
// clang-format on

static_assert(std::ranges::is_sorted(immutables) && std::ranges::is_sorted(stables)
              && std::ranges::is_sorted(volatiles));

} // namespace

std::optional<char> postgresVolatility(std::string_view function)
{
    if (std::ranges::binary_search(immutables, function))
        return 'i';
    if (std::ranges::binary_search(stables, function))
        return 's';
    if (std::ranges::binary_search(volatiles, function))
        return 'v';
    return std::nullopt;
}

} // namespace lockkeeper::lint
