// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "ui/documents/openscript.h"

#include <QHash>
#include <QObject>

#include <vector>

namespace lockkeeper {

class SqlEditor;

/// The scripts that are open in one editor: one is shown, the others wait with their undo history. There is always one.
///
/// Lives on the UI thread; files are read and written on a thread of its own. Nothing here asks a person anything: who
/// shows the desk does.
class ScriptDesk final : public QObject
{
    Q_OBJECT

public:
    explicit ScriptDesk(SqlEditor &editor, QObject *parent = nullptr);
    /// Waits until what is being saved is written.
    ~ScriptDesk() override;

    int count() const { return static_cast<int>(m_scripts.size()); }
    int current() const { return m_current; }
    QString title(int index) const;
    QString path(int index) const { return at(index).saved.path; }
    bool isModified(int index) const;
    DiskState disk(int index) const { return at(index).disk; }
    /// Somebody wanted to save it, and it wasn't, because of disk().
    bool isRefused(int index) const { return at(index).isRefused; }
    bool canUndoClose() const { return !m_closed.empty(); }
    /// How many hold something.
    int countFilled() const;
    /// All that is open, then what was closed last; texts of those that differ from their file.
    QList<SavedScript> saved() const;

    void setCurrent(int index);
    /// @param name what the tab says until it is saved; empty: a number.
    void addNew(const QString &text = {}, const QString &name = {});
    /// Shows the file, once it is read; or the tab that it is open in.
    void open(const QString &path);
    /// Without a path it asks for one: pathNeeded().
    void save();
    /// Takes what is at @p path, whatever it is now.
    void saveAs(const QString &path);
    void close(int index);
    void undoClose();
    /// Puts scripts of an earlier start, each with its text, beside those that are open.
    void restore(const QList<SavedScript> &scripts);

    // Another program changed the shown script's file.
    void reload();
    void keepMine();
    void openTheirs();
    /// Asks whether the files of all scripts are as they were.
    void askForFiles();

Q_SIGNALS:
    /// Titles, marks, their number, or which one is shown.
    void changed();
    /// Another script is shown.
    void currentChanged();
    /// A text changed, or something else that is kept between two starts.
    void edited();
    void pathNeeded();
    void opened();
    void closedUnsaved(const QString &title);
    void failed(const lockkeeper::Error &error);

private:
    const OpenScript &at(int index) const { return m_scripts[static_cast<std::size_t>(index)]; }
    OpenScript &at(int index) { return m_scripts[static_cast<std::size_t>(index)]; }
    int indexOf(const QString &id) const;
    int indexOfPath(const QString &path) const;
    bool isUntouched(int index) const;
    OpenScript made(const QString &name);
    void add(OpenScript script);
    void leave();
    void enter(int index);
    void noteChange();
    void write(const QString &path, TextEncoding encoding, const std::optional<QByteArray> &expected);
    void written(const QString &id, const QString &path, TextEncoding encoding, quint64 revision,
                 const Result<QByteArray> &fingerprint);
    void showAsOnDisk(const ScriptFile &file);
    void compare(const QHash<QString, QByteArray> &fingerprints);

    SqlEditor &m_editor;
    std::vector<OpenScript> m_scripts;
    std::vector<OpenScript> m_closed; ///< the newest last
    int m_current = 0;
    int m_made = 0;
    quint64 m_revision = 0;
    bool m_isSwitching = false;
    Worker m_files;
};

} // namespace lockkeeper
