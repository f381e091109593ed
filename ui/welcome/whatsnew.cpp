// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/whatsnew.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

struct WhatsNew
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::WhatsNew)
};

} // namespace

void showWhatsNew(QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(WhatsNew::tr("What's new"));
    auto *text = new QTextBrowser;
    text->setAccessibleName(dialog->windowTitle());
    text->setOpenLinks(false);
    QFile changes(QStringLiteral(":/CHANGELOG.md")); // in the program itself: nothing to wait for
    if (changes.open(QIODevice::ReadOnly))
        text->setMarkdown(QString::fromUtf8(changes.readAll()));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->resize(680, 560);
    dialog->open();
}

} // namespace lockkeeper
