// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/foreignids.h"

#include <algorithm>
#include <array>

namespace lockkeeper::lint {

namespace {

struct ForeignId
{
    Tool tool;
    std::string_view id;
    std::string_view rule;
};

// What each tool says of the same hazard: one line a pair, as in the table of hazards.
constexpr std::array ids{
    ForeignId{Tool::Atlas, "BC101", "rename-table"},
    ForeignId{Tool::Atlas, "BC101", "sqlite-rename-legacy"},
    ForeignId{Tool::Atlas, "BC102", "my-rename-column-change"},
    ForeignId{Tool::Atlas, "BC102", "rename-column"},
    ForeignId{Tool::Atlas, "CD101", "drop-constraint"},
    ForeignId{Tool::Atlas, "CD101", "pg-drop-fk-locks-parent"},
    ForeignId{Tool::Atlas, "DS101", "drop-database"},
    ForeignId{Tool::Atlas, "DS101", "drop-schema"},
    ForeignId{Tool::Atlas, "DS102", "drop-table"},
    ForeignId{Tool::Atlas, "DS103", "drop-column"},
    ForeignId{Tool::Atlas, "DS103", "my-drop-column-instant"},
    ForeignId{Tool::Atlas, "DS103", "sqlite-drop-column-version"},
    ForeignId{Tool::Atlas, "LT101", "set-not-null-data-dependent"},
    ForeignId{Tool::Atlas, "MF101", "add-unique-data-dependent"},
    ForeignId{Tool::Atlas, "MF101", "pg-add-unique-constraint"},
    ForeignId{Tool::Atlas, "MF102", "add-unique-data-dependent"},
    ForeignId{Tool::Atlas, "MF103", "pg-add-required-column"},
    ForeignId{Tool::Atlas, "MF103", "sqlite-add-column-limits"},
    ForeignId{Tool::Atlas, "MF104", "pg-set-not-null"},
    ForeignId{Tool::Atlas, "MF104", "set-not-null-data-dependent"},
    ForeignId{Tool::Atlas, "MY101", "my-implicit-default"},
    ForeignId{Tool::Atlas, "MY102", "my-inline-references-ignored"},
    ForeignId{Tool::Atlas, "PG101", "pg-create-index-blocking"},
    ForeignId{Tool::Atlas, "PG102", "pg-drop-index-blocking"},
    ForeignId{Tool::Atlas, "PG103", "pg-concurrently-in-transaction"},
    ForeignId{Tool::Atlas, "PG104", "pg-add-primary-key"},
    ForeignId{Tool::Atlas, "PG105", "pg-add-unique-constraint"},
    ForeignId{Tool::Atlas, "PG301", "pg-change-column-type"},
    ForeignId{Tool::Atlas, "PG302", "pg-add-column-volatile-default"},
    ForeignId{Tool::Atlas, "PG303", "pg-set-not-null"},
    ForeignId{Tool::Atlas, "PG304", "pg-add-primary-key-using-index-nullable"},
    ForeignId{Tool::Atlas, "PG305", "pg-add-check-validated"},
    ForeignId{Tool::Atlas, "PG306", "pg-add-foreign-key-validated"},
    ForeignId{Tool::Eugene, "E1", "pg-add-check-validated"},
    ForeignId{Tool::Eugene, "E1", "pg-add-column-inline-check"},
    ForeignId{Tool::Eugene, "E1", "pg-add-foreign-key-validated"},
    ForeignId{Tool::Eugene, "E10", "pg-add-column-constrained-domain"},
    ForeignId{Tool::Eugene, "E10", "pg-add-column-volatile-default"},
    ForeignId{Tool::Eugene, "E10", "pg-set-tablespace-or-access-method"},
    ForeignId{Tool::Eugene, "E11", "pg-add-column-serial"},
    ForeignId{Tool::Eugene, "E11", "pg-add-column-stored-generated"},
    ForeignId{Tool::Eugene, "E15", "pg-fk-missing-index"},
    ForeignId{Tool::Eugene, "E2", "pg-set-not-null"},
    ForeignId{Tool::Eugene, "E3", "prefer-jsonb"},
    ForeignId{Tool::Eugene, "E4", "statement-after-exclusive-lock"},
    ForeignId{Tool::Eugene, "E5", "pg-change-column-type"},
    ForeignId{Tool::Eugene, "E5", "pg-change-type-using"},
    ForeignId{Tool::Eugene, "E6", "pg-create-index-blocking"},
    ForeignId{Tool::Eugene, "E7", "pg-add-column-inline-unique"},
    ForeignId{Tool::Eugene, "E7", "pg-add-primary-key"},
    ForeignId{Tool::Eugene, "E7", "pg-add-unique-constraint"},
    ForeignId{Tool::Eugene, "E8", "pg-add-exclusion-constraint"},
    ForeignId{Tool::Eugene, "E9", "require-lock-timeout"},
    ForeignId{Tool::Eugene, "W12", "merge-alter-table"},
    ForeignId{Tool::Eugene, "W13", "create-enum"},
    ForeignId{Tool::Eugene, "W13", "enum-remove-value"},
    ForeignId{Tool::Eugene, "W14", "pg-add-primary-key-using-index-nullable"},
    ForeignId{Tool::Pgfence, "add-column-constant-default", "pg-add-column-constant-default"},
    ForeignId{Tool::Pgfence, "add-column-default-pre-pg11", "pg-add-column-default-rewrite-pre11"},
    ForeignId{Tool::Pgfence, "add-column-inline-foreign-key", "pg-add-column-inline-fk"},
    ForeignId{Tool::Pgfence, "add-column-inline-foreign-key-not-valid", "pg-fk-not-valid-lock"},
    ForeignId{Tool::Pgfence, "add-column-json", "prefer-jsonb"},
    ForeignId{Tool::Pgfence, "add-column-non-constant-default", "pg-add-column-volatile-default"},
    ForeignId{Tool::Pgfence, "add-column-not-null-no-default", "pg-add-required-column"},
    ForeignId{Tool::Pgfence, "add-column-serial", "pg-add-column-inline-primary-key"},
    ForeignId{Tool::Pgfence, "add-column-serial", "pg-add-column-serial"},
    ForeignId{Tool::Pgfence, "add-column-stored-generated", "pg-add-column-stored-generated"},
    ForeignId{Tool::Pgfence, "add-constraint-check-no-not-valid", "pg-add-check-validated"},
    ForeignId{Tool::Pgfence, "add-constraint-exclude", "pg-add-exclusion-constraint"},
    ForeignId{Tool::Pgfence, "add-constraint-fk-no-not-valid", "pg-add-foreign-key-validated"},
    ForeignId{Tool::Pgfence, "add-constraint-unique", "pg-add-unique-constraint"},
    ForeignId{Tool::Pgfence, "add-constraint-unique-using-index", "pg-constraint-using-index"},
    ForeignId{Tool::Pgfence, "add-pk-using-index", "pg-constraint-using-index"},
    ForeignId{Tool::Pgfence, "add-pk-without-using-index", "pg-add-primary-key"},
    ForeignId{Tool::Pgfence, "alter-column-set-not-null", "pg-set-not-null"},
    ForeignId{Tool::Pgfence, "alter-column-type", "pg-change-column-type"},
    ForeignId{Tool::Pgfence, "alter-column-type", "pg-change-type-using"},
    ForeignId{Tool::Pgfence, "alter-column-type", "pg-narrow-type-data-loss"},
    ForeignId{Tool::Pgfence, "alter-enum-add-value", "enum-value-use-in-transaction"},
    ForeignId{Tool::Pgfence, "alter-enum-no-ordering", "enum-value-order"},
    ForeignId{Tool::Pgfence, "attach-partition", "pg-attach-partition-scan"},
    ForeignId{Tool::Pgfence, "ban-alter-domain-add-constraint", "pg-alter-domain-constraint"},
    ForeignId{Tool::Pgfence, "ban-char-field", "ban-char"},
    ForeignId{Tool::Pgfence, "ban-create-domain-with-constraint", "pg-create-domain-constraint"},
    ForeignId{Tool::Pgfence, "concurrent-in-transaction", "pg-concurrently-in-transaction"},
    ForeignId{Tool::Pgfence, "create-index-not-concurrent", "pg-create-index-blocking"},
    ForeignId{Tool::Pgfence, "create-table-exclude-constraint", "pg-add-exclusion-constraint"},
    ForeignId{Tool::Pgfence, "create-trigger", "pg-create-trigger"},
    ForeignId{Tool::Pgfence, "delete-without-where", "delete-without-where"},
    ForeignId{Tool::Pgfence, "detach-partition", "pg-detach-partition-blocking"},
    ForeignId{Tool::Pgfence, "detach-partition-concurrent", "pg-detach-partition-blocking"},
    ForeignId{Tool::Pgfence, "drop-column", "drop-column"},
    ForeignId{Tool::Pgfence, "drop-constraint", "drop-constraint"},
    ForeignId{Tool::Pgfence, "drop-constraint", "pg-drop-fk-locks-parent"},
    ForeignId{Tool::Pgfence, "drop-database", "drop-database"},
    ForeignId{Tool::Pgfence, "drop-index-not-concurrent", "pg-drop-index-blocking"},
    ForeignId{Tool::Pgfence, "drop-not-null", "drop-not-null"},
    ForeignId{Tool::Pgfence, "drop-schema", "drop-schema"},
    ForeignId{Tool::Pgfence, "drop-schema-cascade", "drop-schema"},
    ForeignId{Tool::Pgfence, "drop-table", "drop-table"},
    ForeignId{Tool::Pgfence, "drop-trigger", "pg-drop-trigger"},
    ForeignId{Tool::Pgfence, "enable-disable-trigger", "pg-create-trigger"},
    ForeignId{Tool::Pgfence, "extraction-warning", "opaque-sql"},
    ForeignId{Tool::Pgfence, "fk-missing-index", "pg-fk-missing-index"},
    ForeignId{Tool::Pgfence, "lock-timeout-after-dangerous-statement", "lock-timeout-after-ddl"},
    ForeignId{Tool::Pgfence, "lock-timeout-too-long", "lock-timeout-too-long"},
    ForeignId{Tool::Pgfence, "lock-timeout-zero", "lock-timeout-zero"},
    ForeignId{Tool::Pgfence, "missing-application-name", "require-application-name"},
    ForeignId{Tool::Pgfence, "missing-idle-timeout", "require-idle-timeout"},
    ForeignId{Tool::Pgfence, "missing-lock-timeout", "require-lock-timeout"},
    ForeignId{Tool::Pgfence, "missing-statement-timeout", "require-statement-timeout"},
    ForeignId{Tool::Pgfence, "not-valid-validate-same-tx", "pg-validate-in-same-transaction"},
    ForeignId{Tool::Pgfence, "prefer-bigint-over-int", "prefer-bigint"},
    ForeignId{Tool::Pgfence, "prefer-identity", "prefer-identity"},
    ForeignId{Tool::Pgfence, "prefer-robust-create-index", "non-idempotent-statement"},
    ForeignId{Tool::Pgfence, "prefer-robust-create-table", "non-idempotent-statement"},
    ForeignId{Tool::Pgfence, "prefer-robust-drop-index", "non-idempotent-statement"},
    ForeignId{Tool::Pgfence, "prefer-robust-drop-table", "non-idempotent-statement"},
    ForeignId{Tool::Pgfence, "prefer-text-field", "prefer-text"},
    ForeignId{Tool::Pgfence, "prefer-timestamptz", "prefer-timestamptz"},
    ForeignId{Tool::Pgfence, "refresh-matview-blocking", "pg-refresh-matview-blocking"},
    ForeignId{Tool::Pgfence, "refresh-matview-concurrent", "pg-refresh-matview-concurrent"},
    ForeignId{Tool::Pgfence, "reindex-non-concurrent", "pg-reindex-blocking"},
    ForeignId{Tool::Pgfence, "rename-column", "rename-column"},
    ForeignId{Tool::Pgfence, "rename-schema", "rename-schema"},
    ForeignId{Tool::Pgfence, "rename-table", "rename-table"},
    ForeignId{Tool::Pgfence, "set-logged-unlogged", "pg-set-logged-unlogged"},
    ForeignId{Tool::Pgfence, "statement-after-access-exclusive", "statement-after-exclusive-lock"},
    ForeignId{Tool::Pgfence, "statement-timeout-too-long", "statement-timeout-too-long"},
    ForeignId{Tool::Pgfence, "truncate", "truncate"},
    ForeignId{Tool::Pgfence, "truncate-cascade", "truncate-cascade"},
    ForeignId{Tool::Pgfence, "unclosed-transaction", "uncommitted-transaction"},
    ForeignId{Tool::Pgfence, "update-in-migration", "update-without-where"},
    ForeignId{Tool::Pgfence, "vacuum-full", "pg-vacuum-full"},
    ForeignId{Tool::Pgfence, "validate-constraint", "pg-validate-constraint"},
    ForeignId{Tool::Pgfence, "wide-lock-window", "wide-lock-window"},
    ForeignId{Tool::Squawk, "adding-field-with-default", "pg-add-column-default-rewrite-pre11"},
    ForeignId{Tool::Squawk, "adding-field-with-default", "pg-add-column-identity"},
    ForeignId{Tool::Squawk, "adding-field-with-default", "pg-add-column-stored-generated"},
    ForeignId{Tool::Squawk, "adding-field-with-default", "pg-add-column-volatile-default"},
    ForeignId{Tool::Squawk, "adding-foreign-key-constraint", "pg-add-column-inline-fk"},
    ForeignId{Tool::Squawk, "adding-foreign-key-constraint", "pg-add-foreign-key-validated"},
    ForeignId{Tool::Squawk, "adding-not-nullable-field", "pg-set-not-null"},
    ForeignId{Tool::Squawk, "adding-required-field", "pg-add-required-column"},
    ForeignId{Tool::Squawk, "adding-serial-primary-key-field", "pg-add-column-inline-primary-key"},
    ForeignId{Tool::Squawk, "adding-serial-primary-key-field", "pg-add-primary-key"},
    ForeignId{Tool::Squawk, "ban-alter-domain-with-add-constraint", "pg-alter-domain-constraint"},
    ForeignId{Tool::Squawk, "ban-char-field", "ban-char"},
    ForeignId{Tool::Squawk, "ban-concurrent-index-creation-in-transaction", "pg-concurrently-in-transaction"},
    ForeignId{Tool::Squawk, "ban-create-domain-with-constraint", "pg-create-domain-constraint"},
    ForeignId{Tool::Squawk, "ban-drop-column", "drop-column"},
    ForeignId{Tool::Squawk, "ban-drop-database", "drop-database"},
    ForeignId{Tool::Squawk, "ban-drop-not-null", "drop-not-null"},
    ForeignId{Tool::Squawk, "ban-drop-table", "drop-table"},
    ForeignId{Tool::Squawk, "ban-duplicate-column-assignments", "duplicate-column-assignment"},
    ForeignId{Tool::Squawk, "ban-truncate-cascade", "drop-cascade"},
    ForeignId{Tool::Squawk, "ban-truncate-cascade", "truncate-cascade"},
    ForeignId{Tool::Squawk, "ban-uncommitted-transaction", "uncommitted-transaction"},
    ForeignId{Tool::Squawk, "changing-column-type", "pg-change-column-type"},
    ForeignId{Tool::Squawk, "changing-column-type", "pg-change-type-using"},
    ForeignId{Tool::Squawk, "constraint-missing-not-valid", "pg-add-check-validated"},
    ForeignId{Tool::Squawk, "constraint-missing-not-valid", "pg-add-exclusion-constraint"},
    ForeignId{Tool::Squawk, "constraint-missing-not-valid", "pg-add-foreign-key-validated"},
    ForeignId{Tool::Squawk, "constraint-missing-not-valid", "pg-add-primary-key"},
    ForeignId{Tool::Squawk, "constraint-missing-not-valid", "pg-add-unique-constraint"},
    ForeignId{Tool::Squawk, "constraint-missing-not-valid", "pg-validate-in-same-transaction"},
    ForeignId{Tool::Squawk, "disallowed-unique-constraint", "pg-add-column-inline-unique"},
    ForeignId{Tool::Squawk, "disallowed-unique-constraint", "pg-add-unique-constraint"},
    ForeignId{Tool::Squawk, "identifier-too-long", "identifier-too-long"},
    ForeignId{Tool::Squawk, "prefer-bigint-over-int", "prefer-bigint"},
    ForeignId{Tool::Squawk, "prefer-bigint-over-smallint", "prefer-bigint-over-smallint"},
    ForeignId{Tool::Squawk, "prefer-identity", "prefer-identity"},
    ForeignId{Tool::Squawk, "prefer-repack", "pg-cluster"},
    ForeignId{Tool::Squawk, "prefer-repack", "pg-vacuum-full"},
    ForeignId{Tool::Squawk, "prefer-robust-stmts", "non-idempotent-statement"},
    ForeignId{Tool::Squawk, "prefer-text-field", "prefer-text"},
    ForeignId{Tool::Squawk, "prefer-timestamp-tz", "prefer-timestamptz"},
    ForeignId{Tool::Squawk, "renaming-column", "rename-column"},
    ForeignId{Tool::Squawk, "renaming-table", "rename-table"},
    ForeignId{Tool::Squawk, "require-concurrent-index-creation", "pg-create-index-blocking"},
    ForeignId{Tool::Squawk, "require-concurrent-index-deletion", "pg-drop-index-blocking"},
    ForeignId{Tool::Squawk, "require-concurrent-partition-detach", "pg-detach-partition-blocking"},
    ForeignId{Tool::Squawk, "require-concurrent-reindex", "pg-reindex-blocking"},
    ForeignId{Tool::Squawk, "require-enum-value-ordering", "enum-value-order"},
    ForeignId{Tool::Squawk, "require-lock-timeout", "lock-timeout-after-ddl"},
    ForeignId{Tool::Squawk, "require-lock-timeout", "pg-create-rule-lock"},
    ForeignId{Tool::Squawk, "require-lock-timeout", "pg-create-table-fk-locks-parent"},
    ForeignId{Tool::Squawk, "require-lock-timeout", "pg-fk-not-valid-lock"},
    ForeignId{Tool::Squawk, "require-lock-timeout", "require-lock-timeout"},
    ForeignId{Tool::Squawk, "require-statement-timeout", "require-statement-timeout"},
    ForeignId{Tool::Squawk, "require-table-schema", "unqualified-table"},
    ForeignId{Tool::Squawk, "syntax-error", "syntax-error"},
    ForeignId{Tool::Squawk, "transaction-nesting", "transaction-nesting"},
    ForeignId{Tool::Squawk, "unused-ignore", "unused-ignore"},
};

/// Atlas' analyzers stand for the codes that begin so.
struct Analyzer
{
    std::string_view name;
    std::string_view codes;
};
constexpr std::array analyzers{
    Analyzer{"destructive", "DS"}, Analyzer{"data_depend", "MF"},       Analyzer{"incompatible", "BC"},
    Analyzer{"condrop", "CD"},     Analyzer{"concurrent_index", "PG1"},
};

std::string_view codesOf(std::string_view analyzer)
{
    const auto known = std::ranges::find(analyzers, analyzer, &Analyzer::name);
    return known == analyzers.end() ? std::string_view() : known->codes;
}

} // namespace

std::vector<std::string_view> rulesOf(Tool tool, std::string_view id)
{
    const std::string_view codes = tool == Tool::Atlas ? codesOf(id) : std::string_view();
    std::vector<std::string_view> rules;
    for (const ForeignId &known : ids) {
        const bool isMeant = known.id == id || (!codes.empty() && known.id.starts_with(codes));
        if (known.tool == tool && isMeant)
            rules.push_back(known.rule);
    }
    return rules;
}

} // namespace lockkeeper::lint
