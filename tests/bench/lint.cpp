// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long lockkeeperctl lint takes as a process, and how much memory: one statement, large files in every format, and
// many files on one core and on all.
#include "core/lint/reports/report.h"
#include "tests/bench/figures.h"
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

[[noreturn]] void become(const QStringList &arguments, const QString &output, bool onOneCore)
{
    if (onOneCore) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(0, &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    const int out = open(output.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int nowhere = open("/dev/null", O_WRONLY);
    if (out < 0 || nowhere < 0)
        _exit(127);
    dup2(out, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
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

Run runOnce(const QStringList &arguments, const QString &output, bool onOneCore = false)
{
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
    const auto milliseconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return {.milliseconds = wall,
            .cpuMilliseconds = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
            .peakKib = usage.ru_maxrss,
            .outputBytes = QFile(output).size()};
}

class Bench
{
public:
    explicit Bench(int runs) : m_runs(runs) {}

    int run(const QList<int> &sizes, int files);

private:
    void measure(const QString &what, const QString &how, const QStringList &arguments,
                 bool onOneCore = false);
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
    QList<double> wall;
    QList<double> cpu;
    Run last;
    for (int i = 0; i < m_runs; ++i) {
        last = runOnce(arguments, path(u"output"_s), onOneCore);
        wall << last.milliseconds;
        cpu << last.cpuMilliseconds;
    }
    m_lines << QStringList{what,
                           how,
                           u"%1 (%2)"_s.arg(median(wall), 0, 'f', 1).arg(std::ranges::min(wall), 0, 'f', 1),
                           QString::number(median(cpu), 'f', 1),
                           QString::number(static_cast<double>(last.peakKib) / 1024, 'f', 1),
                           QString::number(static_cast<double>(last.outputBytes) / 1e6, 'f', 2)};
}

int Bench::run(const QList<int> &sizes, int files)
{
    const QStringList lint{u"lint"_s, u"--engine"_s, u"postgresql"_s, u"--no-config"_s};
    measure(u"none"_s, u"--version"_s, {u"--version"_s});
    measure(u"1 statement"_s, u"text"_s, lint + QStringList{script(u"1.sql"_s, 1)});
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
    return 0;
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
    parser.addOptions({runs, sizes, files});
    parser.process(application);
    QList<int> statements;
    for (const QString &size : parser.value(sizes).split(u',', Qt::SkipEmptyParts))
        statements << size.toInt();
    return Bench(std::max(1, parser.value(runs).toInt())).run(statements, parser.value(files).toInt());
}
