// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"
#include "tests/bench/migrationscript.h"
#include "ui/editor/editorpanel.h"
#include "ui/editor/findinglayer.h"
#include "ui/editor/scintilla.h"
#include "ui/editor/sqleditor.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

// What an editor costs the thread that draws, in its processor time, on a script of 22,000 lines.
namespace {

using namespace lockkeeper;
using namespace lockkeeper::bench;
using namespace Qt::StringLiterals;
using Sci = QsciScintillaBase;

/// Of this thread: what others do on the machine doesn't count.
double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double milliseconds(const std::function<void()> &work)
{
    const double start = cpuMilliseconds();
    work();
    return cpuMilliseconds() - start;
}

void print(const char *what, const QList<double> &times)
{
    std::printf("%-48s %8.2f median %8.2f worst, ms\n", what, median(times), std::ranges::max(times));
}

void type(SqlEditor &editor, int key, const QString &text)
{
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, text);
    QApplication::sendEvent(&editor, &press);
    editor.viewport()->repaint();
}

void waitUntilJudged(const EditorPanel &panel)
{
    while (!panel.findings().findings().result()
           || panel.findings().findings().result()->source->bytes() != panel.editor().utf8())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 1000);
}

QList<double> typing(EditorPanel &panel, int line, const QString &letters)
{
    QList<double> times;
    panel.editor().goToLine(line);
    panel.editor().viewport()->repaint();
    for (const QChar letter : letters)
        times << milliseconds([&] { type(panel.editor(), letter.toUpper().unicode(), QString(letter)); });
    return times;
}

/// How long the longest pass of the event loop was until the new findings were there.
double longestPass(EditorPanel &panel)
{
    double longest = 0;
    const auto isFresh = [&panel] { return !panel.findings().findings().isStale(); };
    while (!isFresh())
        longest = std::max(longest, milliseconds([] { QApplication::processEvents(); }));
    return longest;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    installTheme(application);
    const QString script = QString::fromStdString(migrationScript(17'500, 1));
    EditorPanel panel;
    panel.resize(1200, 800);
    panel.show();
    QApplication::processEvents();
    QList<double> opening;
    for (int i = 0; i < 5; ++i) {
        opening << milliseconds([&] {
            panel.load(script);
            panel.editor().viewport()->repaint();
        });
    }
    std::printf("%d lines, %d bytes\n", panel.editor().lines(), panel.editor().length());
    print("open, to the first picture", opening);
    const double judged = milliseconds([&] { waitUntilJudged(panel); });
    std::printf("%-48s %8.2f ms, %d findings\n", "our part until the first findings are shown", judged,
                panel.findings().findings().size());
    print("a key to its picture, at the top", typing(panel, 3, u"select abc"_s));
    std::printf("%-48s %8.2f ms\n", "longest pass of the event loop while judging", longestPass(panel));
    print("a key to its picture, at the end", typing(panel, panel.editor().lines() - 5, u"select abc"_s));
    std::printf("%-48s %8.2f ms\n", "longest pass of the event loop while judging", longestPass(panel));
    print("opening a comment at the top", typing(panel, 3, u"/*"_s));
    QList<double> colouring;
    for (int i = 0; i < 3; ++i) {
        panel.load(script);
        colouring << milliseconds([&] { tell(panel.editor(), Sci::SCI_COLOURISE, 0, -1); });
    }
    print("colour everything", colouring);
    return 0;
}
