// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long lockkeeperctl lint takes as a process, and how much memory: one statement, large files in every format, and
// many files on one core and on all. Then what an editor waits for, and how scripts grow that repeat one thing.
#include "core/lint/reports/report.h"
#include "tests/bench/figures.h"
#include "tests/bench/growth.h"
#include "tests/bench/keystrokes.h"
#include "tests/bench/migrationscript.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lockkeeper;
using namespace lockkeeper::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint32_t seed = 1;

struct Run
{
    double milliseconds = 0;
    double cpuMilliseconds = 0;
    qint64 peakKib = 0;
    qint64 outputBytes = 0;
};

[[noreturn]] void become(const QStringList &arguments, int output, bool onOneCore)
{
    if (onOneCore) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(0, &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    const int nothing = open("/dev/null", O_WRONLY);
    if (output < 0 || nothing < 0)
        _exit(127);
    dup2(output, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    QList<QByteArray> words{QByteArrayLiteral(LOCKKEEPERCTL)};
    for (const QString &argument : arguments)
        words << argument.toLocal8Bit();
    std::vector<char *> pointers;
    pointers.reserve(static_cast<std::size_t>(words.size()));
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    execv(pointers.front(), pointers.data());
    _exit(127);
}

Run runOnce(const QStringList &arguments, bool onOneCore = false)
{
    // In memory: a file that is truncated and written again waits for the disk when it is closed.
    const int output = memfd_create("output", MFD_CLOEXEC);
    QElapsedTimer timer;
    timer.start();
    const pid_t child = fork();
    if (child == 0)
        become(arguments, output, onOneCore);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const double wall = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        std::fprintf(stderr, "lockkeeperctl %s failed\n", qPrintable(arguments.join(u' ')));
        std::exit(1);
    }
    const qint64 outputBytes = lseek(output, 0, SEEK_END);
    close(output);
    const auto milliseconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return {.milliseconds = wall,
            .cpuMilliseconds = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
            .peakKib = usage.ru_maxrss,
            .outputBytes = outputBytes};
}

class Bench
{
public:
    explicit Bench(int runs) : m_runs(runs) {}

    void run(const QList<int> &sizes, int files);

private:
    void measure(const QString &what, const QString &how, const QStringList &arguments,
                 bool onOneCore = false);
    /// Of what takes milliseconds only many runs say something.
    void measureShort(const QString &what, const QString &how, const QStringList &arguments);
    void note(const QString &what, const QString &how, const QList<Run> &runs);
    QString path(const QString &name) const { return m_directory.filePath(name); }
    QString script(const QString &name, int statements, std::uint32_t number = seed) const;

    const int m_runs;
    QTemporaryDir m_directory;
    QList<QStringList> m_lines{
        {u"script"_s, u"how"_s, u"ms, median (min)"_s, u"CPU ms"_s, u"peak MB"_s, u"output MB"_s}};
};

QString Bench::script(const QString &name, int statements, std::uint32_t number) const
{
    QFile file(path(name));
    const std::string text = migrationScript(statements, number);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0) {
        std::fprintf(stderr, "cannot write %s\n", qPrintable(file.fileName()));
        std::exit(1);
    }
    return file.fileName();
}

void Bench::measure(const QString &what, const QString &how, const QStringList &arguments, bool onOneCore)
{
    QList<Run> runs;
    for (int i = 0; i < m_runs; ++i)
        runs << runOnce(arguments, onOneCore);
    note(what, how, runs);
}

void Bench::measureShort(const QString &what, const QString &how, const QStringList &arguments)
{
    QList<Run> runs;
    for (int i = 0; i < 20 * m_runs; ++i)
        runs << runOnce(arguments);
    note(what, how, runs);
}

void Bench::note(const QString &what, const QString &how, const QList<Run> &runs)
{
    QList<double> wall;
    QList<double> cpu;
    for (const Run &run : runs) {
        wall << run.milliseconds;
        cpu << run.cpuMilliseconds;
    }
    m_lines << QStringList{what,
                           how,
                           u"%1 (%2)"_s.arg(median(wall), 0, 'f', 1).arg(std::ranges::min(wall), 0, 'f', 1),
                           QString::number(median(cpu), 'f', 1),
                           QString::number(static_cast<double>(runs.last().peakKib) / 1024, 'f', 1),
                           QString::number(static_cast<double>(runs.last().outputBytes) / 1e6, 'f', 2)};
}

void Bench::run(const QList<int> &sizes, int files)
{
    const QStringList lint{u"lint"_s, u"--engine"_s, u"postgresql"_s, u"--no-config"_s};
    measureShort(u"none"_s, u"--version"_s, {u"--version"_s});
    measureShort(u"1 statement"_s, u"text"_s, lint + QStringList{script(u"1.sql"_s, 1)});
    for (const int size : sizes) {
        const QString file = script(u"%1.sql"_s.arg(size), size);
        for (const std::string_view format : lint::reportFormats()) {
            const QString name = QString::fromStdString(std::string(format));
            measure(u"%1 statements"_s.arg(size), name, lint + QStringList{u"--format"_s, name, file});
        }
    }
    QDir(m_directory.path()).mkdir(u"many"_s);
    for (int i = 0; i < files; ++i)
        script(u"many/%1.sql"_s.arg(i, 5, 10, QChar(u'0')), 7, static_cast<std::uint32_t>(i));
    const QStringList many = lint + QStringList{u"--format"_s, u"json"_s, path(u"many"_s)};
    measure(u"%1 files of 7"_s.arg(files), u"json, one core"_s, many, true);
    measure(u"%1 files of 7"_s.arg(files), u"json, %1 cores"_s.arg(std::thread::hardware_concurrency()),
            many);
    std::printf("lockkeeperctl lint as a process, %d runs each, seed %u\n%s", m_runs, seed,
                qPrintable(aligned(m_lines)));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption runs(u"runs"_s, u"Runs of each"_s, u"N"_s, u"5"_s);
    const QCommandLineOption sizes(u"sizes"_s, u"Statements of the large scripts"_s, u"N,N"_s,
                                   u"10000,100000"_s);
    const QCommandLineOption files(u"files"_s, u"Files of the folder"_s, u"N"_s, u"1430"_s);
    const QCommandLineOption only(u"only"_s, u"Only this table: processes, keystrokes or growth"_s,
                                  u"table"_s);
    parser.addOptions({runs, sizes, files, only});
    parser.process(application);
    QList<int> statements;
    for (const QString &size : parser.value(sizes).split(u',', Qt::SkipEmptyParts))
        statements << size.toInt();
    const auto isWanted = [&](QLatin1StringView table) {
        return !parser.isSet(only) || parser.value(only) == table;
    };
    if (isWanted("processes"_L1))
        Bench(std::max(1, parser.value(runs).toInt())).run(statements, parser.value(files).toInt());
    if (isWanted("keystrokes"_L1))
        std::printf("\nKeys in the middle of 10,000 statements\n%s",
                    qPrintable(aligned(keystrokes(10'000, 50))));
    if (isWanted("growth"_L1))
        std::printf("\n1,000 lines and 4,000: ms of the longer, and how much more that is\n%s",
                    qPrintable(aligned(growth(1000))));
    return 0;
}
