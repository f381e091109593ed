// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gates/gatepanel.h"

#include "core/text/sentences.h"
#include "ui/cockpit/nextstage.h"
#include "ui/gates/effectbutton.h"
#include "ui/gates/gatecard.h"
#include "ui/theme/environmentbadge.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

// The frame and the viewport let the panel's surface through.
QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return area;
}

} // namespace

GatePanel::GatePanel(QAction *check, QWidget *parent) : Panel(tr("Gate"), parent)
{
    build(check);
    connect(m_button, &QAbstractButton::clicked, this, &GatePanel::runRequested);
}

void GatePanel::build(QAction *check)
{
    auto *ask = new QToolButton;
    ask->setDefaultAction(check);
    ask->setToolButtonStyle(Qt::ToolButtonTextOnly);
    addCorner(ask);
    auto *cards = new QWidget;
    m_cardLayout = new QVBoxLayout(cards);
    m_cardLayout->setContentsMargins(0, 0, 0, 0);
    m_cardLayout->setSpacing(8);
    m_empty = new QuietLabel(tr("No condition guards this stage."));
    m_cardLayout->addWidget(m_empty);
    m_cardLayout->addStretch();
    m_reasons = new QuietLabel;
    m_refusal = plainLabel();
    m_refusal->setAutoFillBackground(true);
    m_refusal->setMargin(8);
    m_refusal->hide();
    m_environment = new EnvironmentBadge;
    m_environment->hide();
    m_button = new EffectButton;
    body()->addWidget(scrolling(cards), 1);
    body()->addWidget(m_refusal);
    body()->addWidget(m_environment);
    body()->addWidget(m_button);
    body()->addWidget(m_reasons);
}

void GatePanel::show(const MigrationSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_gate = m_chosen.value_or(gateAhead(snapshot));
    const QList<ConditionSnapshot> conditions = snapshot.gate(m_gate);
    const QString stage = sentences::stage(m_gate);
    //: watched: the conditions of the last stage, which guards nothing
    setTitle(m_gate == Stage::Verify ? tr("Watched while verifying") : tr("Gate before %1").arg(stage));
    showCards(conditions);
    showButton();
}

void GatePanel::choose(Stage gate)
{
    m_chosen = gate;
    if (!m_snapshot.stages.isEmpty())
        show(m_snapshot);
}

void GatePanel::showCards(const QList<ConditionSnapshot> &conditions)
{
    while (m_cards.size() < conditions.size()) {
        m_cards.append(new GateCard);
        m_cardLayout->insertWidget(m_cardLayout->count() - 1, m_cards.last());
    }
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_cards.at(i)->setVisible(i < conditions.size());
        if (i < conditions.size())
            m_cards.at(i)->show(conditions.at(i), m_snapshot.takenAt,
                                historyOf(m_snapshot, conditions.at(i).condition, GateHistory::most));
    }
    m_empty->setVisible(conditions.isEmpty());
}

void GatePanel::showButton()
{
    const std::optional<Stage> next = nextStage(m_snapshot);
    m_button->setVisible(next.has_value());
    m_environment->setVisible(next == Stage::Contract);
    if (!next) {
        m_reasons->setText(sentences::state(m_snapshot.record.state));
        return;
    }
    const QString effect =
        m_snapshot.plan ? sentences::effect(*m_snapshot.plan, *next) : sentences::stage(*next);
    const QString reasons = reasonsAgainst(m_snapshot, *next);
    m_button->setEffect(effect);
    m_button->setReasons(reasons);
    setTextOrHide(m_reasons, reasons);
}

void GatePanel::setEnvironment(Environment environment) { m_environment->setEnvironment(environment); }

void GatePanel::showRefusal(const Error &error, const QString &at)
{
    const sentences::ErrorText text = sentences::error(error);
    QPalette colors = withText(palette(), toneColor(Tone::Failed, palette()));
    colors.setColor(QPalette::Window, toneTint(Tone::Failed, palette()));
    m_refusal->setPalette(colors);
    setTextOrHide(m_refusal, tr("%1 · %2 %3").arg(at, text.what, text.means));
    const QString reasons = reasonsAgainst(m_snapshot, nextStage(m_snapshot).value_or(m_gate));
    m_button->setReasons(QStringList{m_refusal->text(), reasons}.join(u'\n'));
}

void GatePanel::clearRefusal() { setTextOrHide(m_refusal, {}); }

} // namespace lockkeeper
