// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gates/gatehistory.h"

#include "core/text/sentences.h"
#include "ui/theme/look.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int side = 10;
constexpr int gap = 4;

} // namespace

QList<PastVerdict> historyOf(const MigrationSnapshot &snapshot, const Condition &condition, int most)
{
    QList<PastVerdict> history;
    for (const Event &event : snapshot.events) {
        const QJsonObject verdicts = event.data.value("verdicts"_L1).toObject();
        if (const QJsonValue verdict = verdicts.value(condition.id); verdict.isString())
            history.append({verdictNamed(verdict.toString()), event.at});
    }
    return history.last(std::min<qsizetype>(most, history.size()));
}

GateHistory::GateHistory(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setVisible(false);
}

void GateHistory::show(const QList<PastVerdict> &history)
{
    if (std::exchange(m_history, history) == history)
        return;
    setVisible(m_history.size() > 1);
    QStringList lines{summary()};
    for (const PastVerdict &past : m_history.last(std::min<qsizetype>(8, m_history.size())))
        lines << u"%1  %2"_s.arg(QDateTime::fromMSecsSinceEpoch(past.at).toString(u"HH:mm:ss"_s),
                                 sentences::verdict(past.verdict));
    setToolTip(lines.join(u'\n'));
    setAccessibleName(summary());
    update();
}

QString GateHistory::summary() const
{
    QStringList parts;
    for (const Verdict verdict : {Verdict::Open, Verdict::Blocked, Verdict::Inconclusive, Verdict::Stale}) {
        const auto count = std::ranges::count(m_history, verdict, &PastVerdict::verdict);
        if (count > 0)
            parts << u"%1 %2"_s.arg(count).arg(sentences::verdict(verdict));
    }
    return tr("Last checks (%1): %2").arg(m_history.size()).arg(parts.join(u", "_s));
}

QSize GateHistory::sizeHint() const
{
    return {static_cast<int>(m_history.size()) * (side + gap), side + gap};
}

void GateHistory::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    qreal x = 0;
    for (const PastVerdict &past : std::as_const(m_history)) {
        paintGlyph(painter, QRectF(x, gap / 2.0, side, side), lookOf(past.verdict), palette());
        x += side + gap;
    }
}

} // namespace lockkeeper
