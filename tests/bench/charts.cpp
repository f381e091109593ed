// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a day of charts costs: charts [hours] [stretch]. A run of that many hours at one look a second, the same for the same
// seed (LOCKKEEPER_SEED), is replayed as fast as it goes into a panel that is on the screen. All looks are made; of every
// ten minutes the first `stretch` seconds are drawn as they would be in real time, and stand for the rest.
#include "tests/support/recordedrun.h"
#include "ui/charts/chartstack.h"
#include "ui/charts/charttable.h"

#include <QApplication>
#include <QFile>
#include <QTableView>
#include <QTextStream>

#include <ctime>

using namespace lockkeeper;
using namespace lockkeeper::test;

namespace {

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double residentMib()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

struct Costs
{
    double looks = 0;    ///< processor seconds
    double drawings = 0; ///< processor seconds
    double worst = 0;    ///< of one second's drawing
    int drawn = 0;       ///< seconds that were drawn
};

void draw(PlayedRun &played, Costs &costs)
{
    const double before = processorSeconds();
    played.panel.follow();
    QApplication::processEvents();
    const double cost = processorSeconds() - before;
    costs.drawings += cost;
    costs.worst = std::max(costs.worst, cost);
    ++costs.drawn;
}

void playHour(PlayedRun &played, Costs &costs, int stretch)
{
    for (int second = 0; second < 3600; ++second) {
        played.run.advance();
        const double before = processorSeconds();
        played.look();
        costs.looks += processorSeconds() - before;
        if (second % 600 < stretch)
            draw(played, costs);
    }
}

QString row(const QString &name, const Costs &costs, double memory)
{
    const double looks = costs.looks / 3600 * 1000;
    const double drawings = costs.drawings / costs.drawn * 1000;
    return u"%1  %2  %3  %4  %5  %6"_s.arg(name, -6)
        .arg(looks, 7, 'f', 3)
        .arg(drawings, 9, 'f', 2)
        .arg(costs.worst * 1000, 8, 'f', 1)
        .arg((looks + drawings) / 10, 10, 'f', 2)
        .arg(memory, 9, 'f', 1);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int hours = std::max(1, QApplication::arguments().value(1, u"24"_s).toInt());
    const int stretch = std::clamp(QApplication::arguments().value(2, u"60"_s).toInt(), 1, 600);
    bool isGiven = false;
    const int seed = qEnvironmentVariableIntValue("LOCKKEEPER_SEED", &isGiven);
    QTextStream out(stdout);
    PlayedRun played(isGiven ? static_cast<quint32>(seed) : 1);
    played.panel.resize(1200, 700);
    played.panel.setVisible(true);
    played.play(5);
    QApplication::processEvents();
    const double start = residentMib();
    out << "one look a second; milliseconds of processor time in a second; targets: 5 % of a core, 60 MiB\n"
        << "range     looks  drawings     worst  % of core  MiB grown\n";
    auto *stack = played.panel.findChild<ChartStack *>();
    const std::array ranges{std::pair{ChartRange::FiveMinutes, u"5 min"_s},
                            std::pair{ChartRange::OneHour, u"1 h"_s},
                            std::pair{ChartRange::SixHours, u"6 h"_s}, std::pair{ChartRange::All, u"all"_s}};
    for (int hour = 0; hour < hours; hour += static_cast<int>(ranges.size())) {
        for (const auto &[range, name] : ranges) {
            Costs costs;
            stack->setRange(range);
            playHour(played, costs, stretch);
            out << row(name, costs, residentMib() - start) << "   after "
                << (played.run.at() - noon) / 3'600'000 << " h\n";
            out.flush();
        }
    }
    return 0;
}
