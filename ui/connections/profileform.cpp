// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/profileform.h"

#include "core/engine/engine.h"
#include "core/text/checks.h"
#include "ui/theme/environmentbadge.h"
#include "ui/theme/panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

QString tlsTitle(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return ProfileForm::tr("Off");
    case TlsMode::Prefer:
        return ProfileForm::tr("If the server can");
    case TlsMode::Require:
        return ProfileForm::tr("Required");
    case TlsMode::VerifyCa:
        return ProfileForm::tr("Required, certificate verified");
    case TlsMode::VerifyFull:
        return ProfileForm::tr("Required, certificate and name verified");
    }
    std::unreachable();
}

template<typename Value>
Value chosen(const QComboBox *box)
{
    return box->currentData().value<Value>();
}

template<typename Value>
void choose(QComboBox *box, Value value)
{
    box->setCurrentIndex(box->findData(QVariant::fromValue(value)));
}

QSpinBox *portBox(const QString &name)
{
    auto *box = new QSpinBox;
    box->setRange(0, 65'535);
    box->setSpecialValueText(ProfileForm::tr("Default"));
    box->setAccessibleName(name);
    return box;
}

void setOption(QMap<QString, QString> &options, QLatin1StringView name, const QString &value)
{
    if (value.isEmpty())
        options.remove(name);
    else
        options.insert(name, value);
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent) : QWidget(parent)
{
    build();
    watch();
}

void ProfileForm::build()
{
    m_rows = new QFormLayout(this);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setVerticalSpacing(8);
    addIdentity();
    addPlace();
    addTls();
    addPassword();
    addTunnel();
}

void ProfileForm::addIdentity()
{
    m_name = new QLineEdit;
    m_rows->addRow(tr("&Name"), m_name);
    m_environment = new QComboBox;
    for (const Environment environment : allEnvironments)
        m_environment->addItem(sentences::environment(environment), QVariant::fromValue(environment));
    m_badge = new EnvironmentBadge;
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_environment, 1);
    row->addWidget(m_badge);
    auto *label = new QLabel(tr("&Environment"));
    label->setBuddy(m_environment);
    m_environment->setAccessibleName(tr("Environment"));
    m_rows->addRow(label, row);
}

void ProfileForm::addPlace()
{
    m_engine = new QComboBox;
    for (const Engine *engine : engines())
        m_engine->addItem(sentences::engineTitle(engine->schemes().first()), engine->schemes().first());
    m_host = new QLineEdit;
    m_host->setPlaceholderText(tr("localhost, a name, an address, or a socket's folder"));
    m_port = portBox(tr("Port"));
    m_user = new QLineEdit;
    m_database = new QLineEdit;
    m_databaseRow = withBrowse(m_database, tr("Database file"));
    m_browseDatabase = m_databaseRow->findChild<QPushButton *>();
    m_rows->addRow(tr("En&gine"), m_engine);
    m_rows->addRow(tr("&Host"), m_host);
    m_rows->addRow(tr("&Port"), m_port);
    m_rows->addRow(tr("&User"), m_user);
    auto *label = new QLabel(tr("&Database"));
    label->setBuddy(m_database);
    m_database->setAccessibleName(tr("Database"));
    m_rows->addRow(label, m_databaseRow);
}

void ProfileForm::addTls()
{
    m_tls = new QComboBox;
    for (const TlsMode mode : allTlsModes)
        m_tls->addItem(tlsTitle(mode), QVariant::fromValue(mode));
    m_tlsSentence = new QuietLabel;
    m_tlsSentence->setMinimumWidth(440); // a wrapped text asks for the height of a narrow one
    m_root = new QLineEdit;
    m_root->setPlaceholderText(tr("~/.postgresql/root.crt; write system for the system's authorities"));
    m_root->setAccessibleName(tr("File with trusted authorities"));
    m_rootRow = withBrowse(m_root, tr("File with trusted authorities"));
    m_rows->addRow(tr("En&cryption"), m_tls);
    m_rows->addRow(QString(), m_tlsSentence);
    auto *label = new QLabel(tr("&Authorities"));
    label->setBuddy(m_root);
    m_rows->addRow(label, m_rootRow);
}

void ProfileForm::addPassword()
{
    m_source = new QComboBox;
    m_source->addItem(tr("Ask each time"), QVariant::fromValue(PasswordSource::Ask));
    m_source->addItem(tr("Keep in the desktop's keyring"), QVariant::fromValue(PasswordSource::Keyring));
    m_source->addItem(tr("None needed, or ~/.pgpass has it"), QVariant::fromValue(PasswordSource::NotNeeded));
    m_source->setAccessibleName(tr("Where the password is kept"));
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_rows->addRow(tr("Password &from"), m_source);
    m_rows->addRow(tr("Passw&ord"), m_password);
}

void ProfileForm::addTunnel()
{
    m_tunnel = new QCheckBox(tr("Through an &SSH tunnel"));
    m_hopHost = new QLineEdit;
    m_hopHost->setPlaceholderText(tr("A host, or an alias of ~/.ssh/config"));
    m_hopHost->setAccessibleName(tr("SSH host"));
    m_hopPort = portBox(tr("SSH port"));
    m_hopUser = new QLineEdit;
    m_hopUser->setAccessibleName(tr("SSH user"));
    m_rows->addRow(QString(), m_tunnel);
    m_rows->addRow(tr("SSH host"), m_hopHost);
    m_rows->addRow(tr("SSH port"), m_hopPort);
    m_rows->addRow(tr("SSH user"), m_hopUser);
}

QWidget *ProfileForm::withBrowse(QLineEdit *line, const QString &title)
{
    auto *browse = new QPushButton(tr("Browse…"));
    browse->setAutoDefault(false); // Enter in a field must not open it
    browse->setAccessibleName(tr("Browse: %1").arg(title));
    connect(browse, &QPushButton::clicked, this, [this, line, title] {
        auto *dialog = new QFileDialog(this, title);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, line, &QLineEdit::setText);
        dialog->open();
    });
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line, 1);
    layout->addWidget(browse);
    return row;
}

void ProfileForm::watch()
{
    const auto changed = [this] {
        adapt();
        if (!m_isShowing)
            Q_EMIT edited();
    };
    for (QLineEdit *line : findChildren<QLineEdit *>())
        connect(line, &QLineEdit::textChanged, this, changed);
    for (QComboBox *box : findChildren<QComboBox *>())
        connect(box, &QComboBox::currentIndexChanged, this, changed);
    for (QSpinBox *box : {m_port, m_hopPort})
        connect(box, &QSpinBox::valueChanged, this, changed);
    connect(m_tunnel, &QCheckBox::toggled, this, changed);
    adapt();
}

// Only what the chosen engine has is shown.
void ProfileForm::adapt()
{
    const Engine *engine = engineForScheme(m_engine->currentData().toString());
    const bool isFile = engine && engine->isFile();
    const bool hasTunnel = !isFile && m_tunnel->isChecked();
    const bool verifies = !isFile && chosen<TlsMode>(m_tls) >= TlsMode::VerifyCa;
    const bool hasPassword = !isFile && chosen<PasswordSource>(m_source) != PasswordSource::NotNeeded;
    for (QWidget *row :
         std::initializer_list<QWidget *>{m_host, m_port, m_user, m_tls, m_tlsSentence, m_source, m_tunnel})
        m_rows->setRowVisible(row, !isFile);
    for (QWidget *row : std::initializer_list<QWidget *>{m_hopHost, m_hopPort, m_hopUser})
        m_rows->setRowVisible(row, hasTunnel);
    m_rows->setRowVisible(m_rootRow, verifies);
    m_rows->setRowVisible(m_password, hasPassword);
    m_browseDatabase->setVisible(isFile);
    m_tlsSentence->setText(sentences::tlsMode(chosen<TlsMode>(m_tls)));
    m_badge->setEnvironment(chosen<Environment>(m_environment));
    m_password->setPlaceholderText(chosen<PasswordSource>(m_source) == PasswordSource::Keyring
                                       ? tr("As kept; type to change it")
                                       : tr("Used now, kept nowhere"));
}

// What this program can't open may still be kept.
void ProfileForm::setEngine(const QString &scheme)
{
    const Engine *engine = engineForScheme(scheme);
    const QString known = engine ? engine->schemes().first() : scheme;
    if (m_engine->findData(known) < 0)
        m_engine->addItem(sentences::engineTitle(scheme), scheme);
    m_engine->setCurrentIndex(m_engine->findData(known));
}

void ProfileForm::show(const ConnectionProfile &profile, const Secret &typed)
{
    m_isShowing = true;
    m_profile = profile;
    m_name->setText(profile.name);
    choose(m_environment, profile.environment);
    setEngine(profile.scheme);
    m_host->setText(profile.host);
    m_port->setValue(profile.port);
    m_user->setText(profile.user);
    m_database->setText(profile.database);
    choose(m_tls, tlsModeNamed(profile.options.value(tlsModeOption)).value_or(TlsMode::Prefer));
    m_root->setText(profile.options.value(tlsRootOption));
    choose(m_source, profile.password);
    m_password->setText(typed.reveal());
    m_tunnel->setChecked(profile.ssh.isUsed());
    m_hopHost->setText(profile.ssh.host);
    m_hopPort->setValue(profile.ssh.port);
    m_hopUser->setText(profile.ssh.user);
    adapt();
    m_isShowing = false;
}

ConnectionProfile ProfileForm::profile() const
{
    ConnectionProfile profile = m_profile;
    profile.name = m_name->text();
    profile.environment = chosen<Environment>(m_environment);
    // "postgres" stays "postgres" as long as nobody chooses another engine.
    if (engineForScheme(profile.scheme) != engineForScheme(m_engine->currentData().toString()))
        profile.scheme = m_engine->currentData().toString();
    profile.host = m_host->text().trimmed();
    profile.port = m_port->value();
    profile.user = m_user->text();
    profile.database = m_database->text();
    const auto mode = chosen<TlsMode>(m_tls);
    const bool isSaid = mode != TlsMode::Prefer || profile.options.contains(tlsModeOption);
    setOption(profile.options, tlsModeOption, isSaid ? tlsModeName(mode) : QString());
    setOption(profile.options, tlsRootOption, m_root->text().trimmed());
    profile.password = chosen<PasswordSource>(m_source);
    profile.ssh = {};
    if (m_tunnel->isChecked())
        profile.ssh = {.host = m_hopHost->text().trimmed(),
                       .port = m_hopPort->value(),
                       .user = m_hopUser->text().trimmed()};
    return profile;
}

Secret ProfileForm::typedPassword() const { return Secret(m_password->text()); }

void ProfileForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void ProfileForm::focusPassword() { m_password->setFocus(); }

} // namespace lockkeeper
