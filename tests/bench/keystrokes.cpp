// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/keystrokes.h"

#include "core/lint/document.h"
#include "tests/bench/figures.h"
#include "tests/bench/migrationscript.h"

#include <QElapsedTimer>

#include <algorithm>
#include <ctime>
#include <random>

namespace lockkeeper::bench {

namespace {

using namespace Qt::StringLiterals;

constexpr std::uint32_t seed = 1;
constexpr std::int32_t reach = 20'000; // bytes around the middle: some two hundred statements

/// Milliseconds of this thread's processor: what a key takes when nobody else is at work.
double now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Types into a document and takes the time of each key.
class Typist
{
public:
    explicit Typist(int statements)
        : m_document({.dialect = SqlDialect::PostgreSQL}, migrationScript(statements, seed))
    {}

    void settle()
    {
        QElapsedTimer timer;
        timer.start();
        m_document.settle();
        m_milliseconds << static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }
    QList<double> take() { return std::exchange(m_milliseconds, {}); }

    void replace(Span span, std::string_view with)
    {
        const double begin = now();
        const Span judged = m_document.edit(span, with);
        const auto marks = m_document.marks(judged);
        m_milliseconds << now() - begin;
    }

    /// A key a time, and then all of it back.
    void typeAndErase(std::int32_t at, std::string_view text)
    {
        auto end = at;
        for (const char key : text) {
            replace({end, end}, std::string_view(&key, 1));
            ++end;
        }
        for (; end > at; --end)
            replace({end - 1, end}, {});
    }

    void pasteAndCut(std::int32_t at, std::string_view text)
    {
        replace({at, at}, text);
        replace({at, at + static_cast<std::int32_t>(text.size())}, {});
    }

    /// Somewhere within a word of a statement around the byte @p around.
    std::int32_t wordNear(std::int32_t around) { return behind(' ', around); }
    /// The begin of a line around there, which begins a statement nearly always.
    std::int32_t lineNear(std::int32_t around) { return behind('\n', around); }
    std::int32_t size() const { return static_cast<std::int32_t>(m_document.text().size()); }
    std::int32_t anywhere()
    {
        return static_cast<std::int32_t>(m_random() % static_cast<std::uint32_t>(size() / 2));
    }

private:
    std::int32_t behind(char letter, std::int32_t around)
    {
        const std::int32_t from = around + offset();
        return static_cast<std::int32_t>(m_document.text().find(letter, static_cast<std::size_t>(from))) + 1;
    }
    std::int32_t offset() { return static_cast<std::int32_t>(m_random() % std::uint32_t(2 * reach)) - reach; }

    lint::LintDocument m_document;
    std::mt19937 m_random{seed};
    QList<double> m_milliseconds;
};

QStringList line(const QString &what, const QList<double> &milliseconds)
{
    const auto shown = [](double value) { return QString::number(value, 'f', 2); };
    return {what, QString::number(milliseconds.size()), shown(median(milliseconds)),
            shown(quantile(milliseconds, 0.99)), shown(std::ranges::max(milliseconds))};
}

} // namespace

QList<QStringList> keystrokes(int statements, int rounds)
{
    Typist typist(statements);
    const std::int32_t middle = typist.size() / 2;
    QList<QStringList> lines{{u"keystroke"_s, u"keys"_s, u"CPU ms, median"_s, u"p99"_s, u"max"_s}};
    const auto measure = [&](const QString &what, const auto &type) {
        typist.replace({middle, middle}, {}); // the caret is there already
        typist.take();
        for (int round = 0; round < rounds; ++round)
            type();
        lines << line(what, typist.take());
    };
    measure(u"letters in a statement"_s, [&] { typist.typeAndErase(typist.wordNear(middle), "another "); });
    measure(u";"_s, [&] { typist.typeAndErase(typist.wordNear(middle), ";"); });
    measure(u"a quote"_s, [&] { typist.typeAndErase(typist.wordNear(middle), "'"); });
    measure(u"a quoted word"_s, [&] { typist.typeAndErase(typist.wordNear(middle), "'a b' "); });
    measure(u"/* and */"_s, [&] { typist.typeAndErase(typist.wordNear(middle), "/* a */"); });
    measure(u"a new line"_s, [&] { typist.typeAndErase(typist.lineNear(middle), "\n"); });
    measure(u"a new statement"_s,
            [&] { typist.typeAndErase(typist.lineNear(middle), "ALTER TABLE users_1 DROP COLUMN name;\n"); });
    const std::string ten = migrationScript(10, seed + 1);
    measure(u"paste and cut 10 statements"_s, [&] { typist.pasteAndCut(typist.lineNear(middle), ten); });
    measure(u"first key somewhere else"_s,
            [&] { typist.typeAndErase(typist.wordNear(reach + typist.anywhere()), "x"); });
    typist.take();
    for (int round = 0; round < 5; ++round)
        typist.settle();
    lines << line(u"settle(), by the clock"_s, typist.take());
    return lines;
}

} // namespace lockkeeper::bench
