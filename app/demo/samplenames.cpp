// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/samplenames.h"

namespace lockkeeper::demo {

using namespace Qt::StringLiterals;

namespace {

QStringList words(QStringView text) { return text.toString().split(u'|'); }

const QString &picked(const QStringList &from, std::mt19937 &random)
{
    return from[std::uniform_int_distribution<qsizetype>(0, from.size() - 1)(random)];
}

} // namespace

// Sizes without a common factor, so that a walk through both lists meets every pair.
const QStringList &firstNames()
{
    static const QStringList names = words(
        u"Ada|Grace|Alan|Edsger|Barbara|Donald|Frances|Niklaus|Radia|Ken|Margaret|Dennis|Hedy|Linus|Katherine|Tim|Annie|"
        "Leslie|Evelyn|John|Adele|Michael|Shafi|Robin|Jean|Tony|Karen|Peter|Anita|Jim|Sophie|Vint|Søren|Zoë|José|"
        "Łukasz|Nguyễn|Mária|Ngozi|Yuki|Ólafur|Siân|Priya|Chloé|D’Arcy|Mei|Omar");
    return names;
}

const QStringList &lastNames()
{
    static const QStringList names = words(
        u"Lovelace|Hopper|Turing|Dijkstra|Liskov|Knuth|Allen|Wirth|Perlman|Thompson|Hamilton|Ritchie|Lamarr|Torvalds|"
        "Johnson|Berners-Lee|Easley|Lamport|Boyd Granville|Backus|Goldberg|Stonebraker|Goldwasser|Milner|Bartik|Hoare|"
        "Spärck Jones|Naur|Borg|Gray|Wilson|Cerf|Kierkegaard|O'Neill|García Márquez|Kowalski|Văn Hiếu|Szabó|Adichie|"
        "Tanaka|Jónsson|de la Cruz|van der Berg");
    return names;
}

Name Name::split(const QString &full)
{
    const qsizetype blank = full.indexOf(u' ');
    return blank < 0 ? Name{full, {}} : Name{full.first(blank), full.sliced(blank + 1)};
}

Name randomName(std::mt19937 &random)
{
    const bool oneWord = random() % 23 == 0;
    return {picked(firstNames(), random), oneWord ? QString() : picked(lastNames(), random)};
}

} // namespace lockkeeper::demo
