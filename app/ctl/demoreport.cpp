// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/demoreport.h"

#include "app/ctl/console.h"
#include "app/ctl/report.h"
#include "core/text/numbers.h"
#include "core/text/sentences.h"

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;
using demo::ClientFigures;
using demo::Traffic;
using demo::Verification;
using demo::Version;

namespace {

QString milliseconds(demo::Latency::Micros time)
{
    return u"%1 ms"_s.arg(sentences::number(static_cast<double>(time.count()) / 1000));
}

QStringList figureRow(const QString &name, const ClientFigures &old, const ClientFigures &fresh,
                      QString (*value)(const ClientFigures &))
{
    return {name, value(old), value(fresh)};
}

QString figuresTable(const ClientFigures &old, const ClientFigures &fresh)
{
    return columns(
        {{u""_s, u"old version"_s, u"new version"_s},
         figureRow(u"statements"_s, old, fresh,
                   [](const ClientFigures &f) { return sentences::number(f.statements()); }),
         figureRow(u"errors"_s, old, fresh,
                   [](const ClientFigures &f) { return sentences::number(f.errors); }),
         figureRow(u"wrong reads"_s, old, fresh,
                   [](const ClientFigures &f) { return sentences::number(f.wrongReads); }),
         figureRow(u"latency p50"_s, old, fresh,
                   [](const ClientFigures &f) { return milliseconds(f.latency.percentile(0.5)); }),
         figureRow(u"latency p99"_s, old, fresh,
                   [](const ClientFigures &f) { return milliseconds(f.latency.percentile(0.99)); })},
        u"  "_s);
}

QString errorsSeen(const Traffic &traffic)
{
    QString text;
    for (const Version version : {Version::Old, Version::New}) {
        const auto messages = traffic.figures(version).messages;
        for (auto message = messages.begin(); message != messages.end(); ++message)
            text += u"\n  %1 ×%2"_s.arg(message.key()).arg(message.value());
    }
    return text;
}

} // namespace

bool isAllRight(const Traffic &traffic, const Verification &found)
{
    const auto isQuiet = [&traffic](Version version) {
        const ClientFigures figures = traffic.figures(version);
        return figures.errors == 0 && figures.wrongReads == 0;
    };
    return found.isClean() && isQuiet(Version::Old) && isQuiet(Version::New);
}

QString trafficReport(const Traffic &traffic, const Verification &found, const Console &console)
{
    const bool good = isAllRight(traffic, found);
    QString text =
        figuresTable(traffic.figures(Version::Old), traffic.figures(Version::New)) + errorsSeen(traffic);
    text += u"\n  %1 %2 checked: lost %3, doubled %4, wrong %5"_s.arg(
        console.painted(good ? Tone::Good : Tone::Bad, good ? u"✓"_s : u"✗"_s),
        sentences::rows(found.checked), sentences::number(found.lost), sentences::number(found.doubled),
        sentences::number(found.wrong));
    if (found.surplus != 0)
        text += u", %1 more than were written"_s.arg(found.surplus);
    for (const QString &example : found.examples)
        text += u"\n    "_s + example;
    return text;
}

} // namespace lockkeeper::ctl
