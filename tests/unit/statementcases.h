// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/treetext.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

// Statements with what they are read as, from tests/golden/statements: a statement on a line, and indented what
// treetext says of it.
namespace lockkeeper::sql::cases {

using Parser = Statement (*)(std::string_view, const Script &, const Piece &, const LexOptions &);

struct Reading
{
    LexOptions options;
    Parser parser;
};

inline LexOptions optionsOf(SqlDialect dialect)
{
    return {.dialect = dialect, .version = usualVersion(dialect)};
}

inline std::vector<Statement> read(std::string_view sql, const Reading &reading)
{
    std::vector<Statement> statements;
    const Script script = split(sql, reading.options);
    statements.reserve(script.pieces.size());
    for (const Piece &piece : script.pieces)
        statements.push_back(reading.parser(sql, script, piece, reading.options));
    return statements;
}

inline std::string slice(std::string_view sql, Span span)
{
    if (!span.isValid() || span.end > static_cast<std::int32_t>(sql.size()))
        return "(outside)";
    return std::string(
        sql.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.size())));
}

/// What treetext says of every statement in @p sql; of an error also where it is.
inline std::string shownIn(std::string_view sql, const Reading &reading)
{
    std::string text;
    for (const Statement &statement : read(sql, reading)) {
        text += (text.empty() ? "" : " | ") + treetext::shown(statement);
        if (const auto *error = statement.as<SyntaxError>())
            text += " at " + slice(sql, error->at);
    }
    return text;
}

struct Case
{
    QByteArray sql;
    QByteArray expected;
};

inline QList<Case> casesOf(const char *file)
{
    QFile source(QStringLiteral(LOCKKEEPER_GOLDEN_DIR "/statements/") + QString::fromLatin1(file));
    QList<Case> cases;
    if (!source.open(QIODevice::ReadOnly))
        return cases;
    const QList<QByteArray> lines = source.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("    "))
            cases.last().expected = line.trimmed();
        else if (!line.isEmpty())
            cases.append({line, {}});
    }
    return cases;
}

inline void addRows(const char *file)
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("expected");
    for (const Case &row : casesOf(file))
        QTest::newRow(row.sql.constData()) << row.sql << row.expected;
}

inline void collect(const Constraint &constraint, std::vector<Span> &spans)
{
    spans.push_back(constraint.span);
    for (const Name &column : constraint.columns)
        spans.push_back(column.span);
    if (!constraint.expression.isEmpty())
        spans.push_back(constraint.expression.span);
    if (!constraint.references.isEmpty())
        spans.push_back(constraint.references.span);
}

inline void collect(const ColumnDef &column, std::vector<Span> &spans)
{
    spans.insert(spans.end(), {column.span, column.name.span});
    if (!column.type.isEmpty())
        spans.push_back(column.type.span);
    for (const Constraint &constraint : column.constraints)
        collect(constraint, spans);
}

inline std::vector<Span> spansOf(const Statement &statement)
{
    std::vector<Span> spans;
    if (const auto *create = statement.as<CreateTable>()) {
        spans.push_back(create->table.span);
        for (const ColumnDef &column : create->columns)
            collect(column, spans);
        for (const Constraint &constraint : create->constraints)
            collect(constraint, spans);
    } else if (const auto *alter = statement.as<AlterTable>()) {
        spans.push_back(alter->table.span);
        for (const AlterAction &action : alter->actions) {
            spans.push_back(action.span);
            if (!action.column.name.isEmpty())
                collect(action.column, spans);
            if (action.kind == AlterKind::AddConstraint)
                collect(action.constraint, spans);
        }
    } else if (const auto *error = statement.as<SyntaxError>()) {
        spans.push_back(error->at);
    } else if (const auto *routine = statement.as<Routine>()) {
        for (const Statement &inner : routine->body) {
            const std::vector<Span> more = spansOf(inner);
            spans.push_back(inner.span);
            spans.insert(spans.end(), more.begin(), more.end());
        }
    }
    return spans;
}

inline bool areSpansInside(const QByteArray &sql, const Reading &reading)
{
    for (const Statement &statement : read({sql.data(), static_cast<std::size_t>(sql.size())}, reading)) {
        for (const Span span : spansOf(statement)) {
            if (!span.isValid() || !statement.span.contains(span))
                return false;
        }
    }
    return true;
}

/// One of: a token of another statement put in, a piece cut out, a piece doubled.
inline QByteArray mutated(QByteArray sql, const QList<Case> &others, QRandomGenerator &random)
{
    const auto anyPlace = [&](const QByteArray &text) {
        return static_cast<qsizetype>(random.bounded(static_cast<int>(text.size()) + 1));
    };
    const qsizetype at = anyPlace(sql);
    const int length = random.bounded(12);
    switch (random.bounded(4)) {
    case 0:
        return sql.remove(at, length);
    case 1:
        return sql.insert(at, sql.mid(at, length));
    case 2:
        return sql.insert(at, "(),;'`\"\\${}.@=*/-0"[random.bounded(18)]);
    default: {
        const QByteArray &other = others[static_cast<qsizetype>(random.bounded(others.size()))].sql;
        return sql.insert(at, ' ' + other.mid(anyPlace(other), 15) + ' ');
    }
    }
}

inline void mutateAll(const char *file, const Reading &reading)
{
    const quint32 seed = qEnvironmentVariableIsSet("LOCKKEEPER_SEED")
                             ? qEnvironmentVariable("LOCKKEEPER_SEED").toUInt()
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QList<Case> all = casesOf(file);
    QVERIFY(!all.isEmpty());
    for (const Case &row : all) {
        QVERIFY2(areSpansInside(row.sql, reading), row.sql.constData());
        QByteArray sql = row.sql;
        for (int i = 0; i < 60; ++i) {
            sql = mutated(i % 6 == 0 ? row.sql : sql, all, random);
            QVERIFY2(areSpansInside(sql, reading), sql.constData());
        }
    }
}

inline QByteArray megabyteOf(const QByteArray &begin, const QByteArray &middle, const QByteArray &end)
{
    return begin + middle.repeated((1 << 20) / middle.size()) + end;
}

/// Whatever a machine does besides: a quadratic reader would take minutes.
inline void readsFast(const QByteArray &sql, const Reading &reading)
{
    QElapsedTimer timer;
    timer.start();
    QVERIFY2(areSpansInside(sql, reading), sql.left(60).constData());
    QVERIFY2(timer.elapsed() < 8000, sql.left(60).constData());
}

} // namespace lockkeeper::sql::cases
