// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/growth.h"

#include "core/lint/reports/report.h"

#include <array>
#include <ctime>
#include <string>

namespace lockkeeper::bench {

namespace {

using namespace Qt::StringLiterals;
using enum SqlDialect;

/// A script that repeats one line. {i} is the number of the line.
struct Shape
{
    std::string_view name;
    SqlDialect dialect;
    std::string_view before;
    std::string_view line;
    std::string_view after;
};

constexpr auto shapes = std::to_array<Shape>({
    {"indexes of one table", PostgreSQL, "", "CREATE INDEX i{i} ON t (c{i});\n", ""},
    {"indexes without a name", PostgreSQL, "", "CREATE INDEX ON t (a);\n", ""},
    {"columns of one table", PostgreSQL, "", "ALTER TABLE t ADD COLUMN c{i} int;\n", ""},
    {"types of one table", PostgreSQL, "", "ALTER TABLE t ALTER COLUMN c{i} TYPE bigint;\n", ""},
    {"checks of one table", PostgreSQL, "", "ALTER TABLE t ADD CHECK (a > {i});\n", ""},
    {"foreign keys of one table", PostgreSQL, "", "ALTER TABLE t ADD FOREIGN KEY (a{i}) REFERENCES u{i};\n",
     ""},
    {"clauses of one ALTER", PostgreSQL, "ALTER TABLE t DROP COLUMN a", ", DROP COLUMN c{i}", ";"},
    {"columns of one CREATE", PostgreSQL, "CREATE TABLE t (a int", ", c{i} serial CHECK (c{i} > 1)", ");"},
    {"tables of one DROP", PostgreSQL, "DROP TABLE t", ", t{i}", ";"},
    {"tables made and dropped", PostgreSQL, "", "CREATE TABLE t{i} (a int); DROP TABLE t{i};\n", ""},
    {"indexes dropped and made", PostgreSQL, "", "DROP INDEX i{i}; CREATE INDEX j{i} ON t{i} (c);\n", ""},
    {"partitions", PostgreSQL, "CREATE TABLE p (a int) PARTITION BY LIST (a);\n",
     "CREATE TABLE p{i} PARTITION OF p FOR VALUES IN ({i});\n", "CREATE INDEX ON p (a);"},
    {"views of one table", PostgreSQL, "", "CREATE VIEW v{i} AS SELECT a FROM t;\n", ""},
    {"one transaction", PostgreSQL, "BEGIN;\n", "UPDATE t{i} SET a = {i} WHERE id = {i};\n", "COMMIT;"},
    {"one DO block", PostgreSQL, "DO $$ BEGIN\n", "UPDATE t{i} SET a = {i};\n", "END $$;"},
    {"suppressions", PostgreSQL, "", "-- lockkeeper:allow drop-table nobody reads it\nDROP TABLE t{i};\n",
     ""},
    {"suppressions in one line", PostgreSQL, "", "/* lockkeeper:allow drop-table old */ DROP TABLE t{i}; ",
     ""},
    {"rows of one INSERT", PostgreSQL, "INSERT INTO t VALUES (0)", ", ({i}, 'abc')", ";"},
    {"parentheses", PostgreSQL, "SELECT ", "(", ";"},
    {"operators", PostgreSQL, "SELECT 1", "+", ";"},
    {"one line", PostgreSQL, "", "ALTER TABLE t{i} DROP COLUMN c; ", ""},
    {"values of an enum", PostgreSQL, "BEGIN;\n", "ALTER TYPE e ADD VALUE 'v{i}'; SELECT 'w{i}';\n", ""},
    {"keys without a name", MySQL, "", "ALTER TABLE t ADD INDEX (a);\n", ""},
    {"foreign keys, MySQL", MySQL, "", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u{i} (id);\n", ""},
    {"clauses of one ALTER, MySQL", MySQL, "ALTER TABLE t ADD COLUMN a int", ", ADD COLUMN c{i} int", ";"},
    {"rebuilds", SQLite, "",
     "CREATE TABLE n{i} (a int); INSERT INTO n{i} SELECT a FROM t{i}; DROP TABLE t{i}; ALTER TABLE n{i} RENAME TO t{i};\n",
     ""},
});

std::string scriptOf(const Shape &shape, int lines)
{
    std::string script(shape.before);
    for (int i = 0; i < lines; ++i) {
        for (std::string_view rest = shape.line; !rest.empty();) {
            const bool isNumber = rest.starts_with("{i}");
            script += isNumber ? std::to_string(i) : std::string(1, rest.front());
            rest.remove_prefix(isNumber ? 3 : 1);
        }
    }
    script += shape.after;
    return script;
}

double now()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Cost
{
    std::vector<double> milliseconds; ///< of linting, then of each report
    double outputBytes = 0;           ///< of the largest report
};

Cost costOf(const Shape &shape, int lines)
{
    Cost cost;
    double begin = now();
    const auto lap = [&] { cost.milliseconds.push_back(now() - std::exchange(begin, now())); };
    const lint::LintResult result = lint::lint(scriptOf(shape, lines), {.dialect = shape.dialect}, true);
    lap();
    for (const std::string_view format : lint::reportFormats()) {
        double bytes = 0;
        lint::Writer out([&bytes](std::string_view text) { bytes += static_cast<double>(text.size()); });
        const auto report = lint::makeReport(format, out);
        report->add("script.sql", result);
        report->end();
        out.flush();
        cost.outputBytes = std::max(cost.outputBytes, bytes);
        lap();
    }
    return cost;
}

/// "12.3 x4.1": what the longer one takes, and how much more that is. Less than a millisecond says nothing of growth.
QString grown(double less, double more)
{
    const QString ratio = more < 1 ? u"-"_s : u"x%1"_s.arg(more / std::max(less, 0.05), 0, 'f', 1);
    return u"%1 %2"_s.arg(more, 0, 'f', 1).arg(ratio);
}

} // namespace

QList<QStringList> growth(int size)
{
    QStringList header{u"lines of"_s, u"lint, ms"_s};
    for (const std::string_view format : lint::reportFormats())
        header << QString::fromUtf8(format.data(), static_cast<qsizetype>(format.size()));
    header << u"output, kB"_s;
    QList<QStringList> lines{header};
    for (const Shape &shape : shapes) {
        const Cost less = costOf(shape, size);
        const Cost more = costOf(shape, 4 * size);
        QStringList line{QString::fromUtf8(shape.name.data(), static_cast<qsizetype>(shape.name.size()))};
        for (std::size_t i = 0; i < less.milliseconds.size(); ++i)
            line << grown(less.milliseconds[i], more.milliseconds[i]);
        lines << (line << grown(less.outputBytes / 1e3, more.outputBytes / 1e3));
    }
    return lines;
}

} // namespace lockkeeper::bench
