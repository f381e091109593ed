// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cuttext.h"
#include "tests/support/memorysecrets.h"
#include "tests/support/snapshots.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/connectionsdialog.h"
#include "ui/connections/importdialog.h"
#include "ui/gates/tablenamedialog.h"
#include "ui/mainwindow.h"
#include "ui/passworddialog.h"
#include "ui/plan/rollbackdialog.h"
#include "ui/recipes/newplanwizard.h"
#include "ui/sessions/interruptdialog.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/theme/textsize.h"
#include "ui/welcome/whatsnew.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lockkeeper;
using namespace lockkeeper::test;

/// Whatever window stands above the main one: a screen reader can name all of it, the Tab key gets through it, and Esc
/// leaves it.
class DialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    } // offscreen's own noise
    void everythingHasAName_data() { dialogs(); }
    void everythingHasAName();
    void tabGetsThrough_data() { dialogs(); }
    void tabGetsThrough();
    void largeTextFits_data() { dialogs(); }
    void largeTextFits();
    void escapeLeaves_data() { dialogs(); }
    void escapeLeaves();

private:
    static void dialogs()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"roll back", "table's name", "end a session", "password", "connections",
                                 "import", "new plan", "shortcuts", "what's new"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    QDialog *open(const QString &name);

    QTemporaryDir m_folder;
    ConnectionList m_list{m_folder.filePath(u"connections.json"_s), {}};
    MemorySecrets m_secrets;
    MainWindow m_window;
};

namespace {

WaitNode blocker()
{
    WaitNode node;
    node.session = {.id = u"4711"_s, .application = u"psql"_s, .user = u"anna"_s};
    return node;
}

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
           || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)
           || qobject_cast<const QAbstractItemView *>(widget);
}

/// Parts that Qt makes inside of its own controls are named by those.
bool isQtsOwn(const QWidget *widget)
{
    return widget->inherits("QComboBoxListView") || widget->inherits("QTableCornerButton")
           || qobject_cast<const QComboBox *>(widget->parentWidget()) || widget->inherits("QHeaderView")
           || widget->parentWidget()->inherits("QAbstractSpinBox")
           || widget->objectName().startsWith("qt_"_L1);
}

QList<QWidget *> controlsOf(const QWidget &dialog)
{
    QList<QWidget *> found;
    for (QWidget *widget : dialog.findChildren<QWidget *>()) {
        if (isControl(widget) && widget->isVisibleTo(&dialog) && !isQtsOwn(widget))
            found << widget;
    }
    return found;
}

} // namespace

QDialog *DialogsTest::open(const QString &name)
{
    QDialog *dialog = nullptr;
    if (name == "roll back"_L1)
        dialog = new RollbackDialog(beforeContract(), &m_window);
    else if (name == "table's name"_L1)
        dialog = new TableNameDialog(beforeContract(), Stage::Contract, &m_window);
    else if (name == "end a session"_L1)
        dialog = new InterruptDialog(blocker(), &m_window);
    else if (name == "password"_L1)
        dialog = new PasswordDialog({.place = u"anna@db/shop"_s, .answer = u"Sign in"_s}, &m_window);
    else if (name == "connections"_L1)
        dialog = new ConnectionsDialog(m_list, m_secrets, &m_window);
    else if (name == "import"_L1)
        dialog = new ImportDialog(Findings(), {}, &m_window);
    else if (name == "new plan"_L1)
        dialog = new NewPlanWizard(m_list, m_secrets, &m_window);
    else if (name == "shortcuts"_L1)
        showShortcutSheet(*m_window.menuBar(), &m_window);
    else
        showWhatsNew(&m_window);
    for (QDialog *one : m_window.findChildren<QDialog *>(Qt::FindDirectChildrenOnly)) {
        if (!dialog && one->isVisible()) // not the command palette, which is always there
            dialog = one;
    }
    if (auto *connections = qobject_cast<ConnectionsDialog *>(dialog))
        connections->addUrl(u"postgresql://anna@db.example/shop"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->show();
    return dialog;
}

void DialogsTest::everythingHasAName()
{
    QFETCH(QString, name);
    const std::unique_ptr<QDialog> dialog(open(name));
    QVERIFY(!dialog->windowTitle().isEmpty());
    const QList<QWidget *> controls = controlsOf(*dialog);
    QVERIFY(!controls.isEmpty());
    for (QWidget *control : controls) {
        const QString spoken = QAccessible::queryAccessibleInterface(control)->text(QAccessible::Name);
        QVERIFY2(!spoken.isEmpty(), qPrintable(QString::fromLatin1(control->metaObject()->className())
                                               + u" in "_s + control->parentWidget()->objectName()));
    }
}

void DialogsTest::tabGetsThrough()
{
    QFETCH(QString, name);
    const std::unique_ptr<QDialog> dialog(open(name));
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    const QList<QWidget *> controls = controlsOf(*dialog);
    QSet<QWidget *> reached;
    for (qsizetype i = 0; i < 10 + 3 * controls.size(); ++i) {
        QWidget *at = QApplication::focusWidget();
        QVERIFY(at);
        reached << at;
        QTest::keyClick(at, Qt::Key_Tab);
    }
    for (QWidget *control : controls) {
        const bool isWanted =
            control->isEnabled() && control->focusPolicy() & Qt::TabFocus && !control->focusProxy();
        QVERIFY2(!isWanted || reached.contains(control),
                 qPrintable(QAccessible::queryAccessibleInterface(control)->text(QAccessible::Name)));
    }
}

void DialogsTest::largeTextFits()
{
    QFETCH(QString, name);
    setTextSize(2);
    const std::unique_ptr<QDialog> dialog(open(name));
    dialog->resize(dialog->sizeHint().expandedTo(QSize(1400, 900)));
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    const QStringList cut = allCutOff(*dialog);
    setTextSize(1);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

void DialogsTest::escapeLeaves()
{
    QFETCH(QString, name);
    const std::unique_ptr<QDialog> dialog(open(name));
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : dialog.get(), Qt::Key_Escape);
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isVisible(); }));
}

QTEST_MAIN(DialogsTest)
#include "dialogs.moc"
