// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/scriptfile.h"
#include "ui/editor/sqleditor.h"

namespace lockkeeper {

/// What another program did to a script's file.
enum class DiskState { Same, Changed, Missing };

/// A script as it is kept between two starts.
struct SavedScript
{
    QString id; ///< unique, and fit for a file's name
    QString name;
    QString path; ///< empty: never saved
    TextEncoding encoding = TextEncoding::Utf8;
    QByteArray fingerprint;
    EditorView view;
    bool isModified = false;
    bool isClosed = false; ///< can be brought back; said by ScriptDesk::saved()
    bool isCurrent = false;
    std::optional<QByteArray> text; ///< UTF-8; none: as it is in its file
    quint64 revision = 0;           ///< grows with each change of the text, while the window is open
};

/// One open script. Its text is in an editor's document, or still to be put there when it is shown for the first time.
struct OpenScript
{
    SavedScript saved; ///< text and view as they were when it was last shown
    QsciDocument document;
    bool isLoaded = false;   ///< the text is in the document
    bool isDetached = false; ///< differs from its file, whatever the document thinks
    bool isClean = false;    ///< was saved while it wasn't shown
    DiskState disk = DiskState::Same;
    bool isRefused = false; ///< somebody wanted to save, and the file was another program's by then

    const QString &id() const { return saved.id; }
    QString title() const;
};

} // namespace lockkeeper
