// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/migrationscript.h"

#include <array>
#include <random>
#include <string_view>

namespace lockkeeper::bench {

namespace {

// {t}, {u}: tables; {c}, {d}: columns; {n}: a number
constexpr std::array<std::string_view, 22> templates{
    "CREATE TABLE {t} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {c} text NOT NULL, {d} timestamptz NOT NULL DEFAULT now())",
    "CREATE TABLE {t} (id serial PRIMARY KEY, {c} varchar({n}), {u}_id integer REFERENCES {u} (id), active boolean DEFAULT true)",
    "ALTER TABLE {t} ADD COLUMN {c} text",
    "ALTER TABLE {t} ADD COLUMN {c} integer NOT NULL DEFAULT {n}",
    "ALTER TABLE {t} DROP COLUMN {c}",
    "ALTER TABLE {t} ALTER COLUMN {c} TYPE bigint",
    "ALTER TABLE {t} ALTER COLUMN {c} SET NOT NULL",
    "ALTER TABLE {t} RENAME COLUMN {c} TO {d}",
    "CREATE INDEX {t}_{c}_idx ON {t} ({c})",
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS {t}_{d}_idx ON {t} ({c}, {d}) WHERE {d} IS NOT NULL",
    "DROP INDEX {t}_{c}_idx",
    "ALTER TABLE {t} ADD CONSTRAINT {t}_{u}_fk FOREIGN KEY ({u}_id) REFERENCES {u} (id)",
    "ALTER TABLE {t} ADD CONSTRAINT {t}_{c}_check CHECK ({c} > {n}) NOT VALID",
    "ALTER TABLE {t} VALIDATE CONSTRAINT {t}_{c}_check",
    "INSERT INTO {t} ({c}, {d}) VALUES ('it''s number {n}', now()), ('two', NULL)",
    "UPDATE {t} SET {c} = lower({c}) WHERE id BETWEEN {n} AND {n} + 1000",
    "DELETE FROM {t} WHERE {d} < now() - interval '{n} days'",
    "CREATE OR REPLACE VIEW {t}_view AS SELECT t.id, t.{c}, u.{d} FROM {t} t JOIN {u} u ON u.id = t.{u}_id",
    "CREATE OR REPLACE FUNCTION {t}_touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.{c} := now();\n  RETURN NEW;\nEND\n$$",
    "-- {t}: ticket {n}\nCOMMENT ON COLUMN {t}.{c} IS 'since release {n}'",
    "SET lock_timeout = '2s'",
    "GRANT SELECT, INSERT ON {t} TO app_reader",
};
constexpr std::array<std::string_view, 12> nouns{"users",    "orders",   "invoices", "payments",
                                                 "sessions", "products", "tickets",  "events",
                                                 "accounts", "messages", "projects", "teams"};
constexpr std::array<std::string_view, 10> columns{"email", "status", "name",  "created_at", "total",
                                                   "kind",  "notes",  "owner", "position",   "updated_at"};

class Generator
{
public:
    explicit Generator(std::uint32_t seed) : m_random(seed) {}

    std::string statement()
    {
        const std::string_view shape = pick(templates);
        const std::string table = std::string(pick(nouns)) + '_' + std::to_string(below(400));
        const std::string other = std::string(pick(nouns)) + '_' + std::to_string(below(400));
        const std::string column(pick(columns));
        const std::string second(pick(columns));
        std::string text;
        for (std::size_t at = 0; at < shape.size(); ++at) {
            if (shape[at] != '{') {
                text += shape[at];
                continue;
            }
            const char what = shape[at + 1];
            text += what == 't'   ? table
                    : what == 'u' ? other
                    : what == 'c' ? column
                    : what == 'd' ? second
                                  : std::to_string(1 + below(250));
            at += 2;
        }
        return text + ";\n";
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    template<std::size_t Size>
    std::string_view pick(const std::array<std::string_view, Size> &from)
    {
        return from[below(Size)];
    }

    std::mt19937 m_random; // the same numbers everywhere, unlike the standard's distributions
};

} // namespace

std::string migrationScript(int statements, std::uint32_t seed)
{
    Generator generator(seed);
    std::string text;
    for (int i = 0; i < statements; ++i)
        text += generator.statement();
    return text;
}

} // namespace lockkeeper::bench
