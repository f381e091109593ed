// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

namespace lockkeeper::sql::mysql {

namespace {

/// Cuts a body at its semicolons and reads the statements between control words.
class Body
{
public:
    Body(Cursor &in, Routine &routine) : m_in(in), m_routine(routine) {}

    void read()
    {
        while (!m_in.atEnd()) {
            if (m_in.acceptSign(";"))
                continue;
            if (!acceptControl())
                readOne();
        }
    }

private:
    /// Words in front of a statement, or a whole one that only steers.
    bool acceptControl()
    {
        if ((m_in.isKind(LexKind::Word) || m_in.isKind(LexKind::QuotedName)) && m_in.isSign(":", 1)) {
            m_in.moveTo(m_in.at() + 2); // a label
            return true;
        }
        if (m_in.accept("begin", "not", "atomic") || m_in.acceptAnyOf({"begin", "loop", "repeat", "else"}))
            return true;
        if (m_in.isAnyOf({"if", "elseif", "when", "case"})) {
            moveBehind("then");
            return true;
        }
        if (m_in.isAnyOf({"while", "for"})) {
            moveBehind("do");
            return true;
        }
        return acceptEnd() || acceptHandler() || acceptSteering();
    }

    void moveBehind(std::string_view word)
    {
        int cases = 0; // a CASE expression has a THEN of its own
        m_in.step();
        for (; !m_in.atEnd() && !m_in.isSign(";"); m_in.skip()) {
            if (m_in.is("case"))
                ++cases;
            else if (m_in.is("end") && cases > 0)
                --cases;
            else if (cases == 0 && m_in.accept(word))
                return;
        }
    }

    bool acceptEnd()
    {
        if (!m_in.isAnyOf({"end", "until"}))
            return false;
        moveToSemicolon();
        return true;
    }

    // DECLARE EXIT HANDLER FOR SQLEXCEPTION, NOT FOUND statement
    bool acceptHandler()
    {
        if (!m_in.is("declare") || !m_in.is("handler", 2))
            return false;
        m_in.moveTo(m_in.at() + 3);
        m_in.accept("for");
        do {
            if (m_in.accept("sqlstate"))
                m_in.accept("value");
            m_in.accept("not");
            m_in.step();
        } while (m_in.acceptSign(","));
        return true;
    }

    bool acceptSteering()
    {
        if (!m_in.isAnyOf({"declare", "return", "leave", "iterate", "open", "fetch", "close", "signal",
                           "resignal", "get", "continue", "exit", "goto"}))
            return false;
        moveToSemicolon();
        return true;
    }

    void moveToSemicolon()
    {
        while (!m_in.atEnd() && !m_in.isSign(";"))
            m_in.skip();
    }

    void readOne()
    {
        const int first = m_in.at();
        moveToSemicolon();
        const Cursor statement(m_in.run(), first, m_in.at());
        if (statement.isAnyOf({"prepare", "execute"})) {
            m_routine.hasDynamicSql = true;
            return;
        }
        // A routine is never inside of another.
        if (statement.is("create") && hasRoutineWord(statement))
            m_routine.body.push_back({Opaque{"create"}, m_in.run().spanOf(first, m_in.at())});
        else
            m_routine.body.push_back(readStatement(statement, grammar()));
    }

    static bool hasRoutineWord(Cursor statement)
    {
        while (!statement.atEnd() && !statement.isAnyOf({"procedure", "function", "event", "begin"}))
            statement.skip();
        return !statement.atEnd();
    }

    Cursor &m_in;
    Routine &m_routine;
};

/// COMMENT 's', LANGUAGE SQL, DETERMINISTIC, READS SQL DATA … of routines; ON SCHEDULE … of events.
void skipCharacteristics(Cursor &in, Routine &routine)
{
    while (!in.atEnd()) {
        if (in.accept("language")) {
            routine.language = folded(in.text());
            in.step();
        } else if (in.accept("comment")) {
            in.step();
        } else if (in.accept("sql", "security") || in.accept("no", "sql") || in.accept("contains", "sql")) {
            in.acceptAnyOf({"definer", "invoker"});
        } else if (in.acceptAnyOf({"reads", "modifies"})) {
            in.accept("sql", "data");
        } else if (!in.accept("not", "deterministic") && !in.accept("deterministic")) {
            return;
        }
    }
}

/// What follows DO; the schedule may hold anything.
void skipSchedule(Cursor &in)
{
    while (!in.atEnd() && !in.is("do"))
        in.skip();
    in.expect("do");
}

void readReturns(Cursor &in)
{
    if (in.acceptAnyOf({"returns", "return"}))
        readType(in);
}

void readBody(Cursor &in, Routine &routine)
{
    if (routine.language.empty())
        routine.language = "sql";
    if (in.atEnd())
        return in.refuse();
    if (routine.language == "sql")
        Body(in, routine).read();
    else
        routine.hasDynamicSql = true; // another language, which we don't read
    in.moveToEnd();
}

} // namespace

StatementNode readRoutine(Cursor &in, bool orReplace)
{
    const bool isEvent = in.run().isWordAt(in.at() - 1, "event");
    Routine routine;
    routine.orReplace = orReplace;
    acceptIfNotExists(in);
    routine.name = readObjectName(in);
    if (isEvent) {
        skipSchedule(in);
    } else if (in.is("returns") && in.is("soname", 2)) {
        in.moveToEnd();
        Create create;
        create.object = ObjectKind::Function;
        create.name = routine.name;
        create.orReplace = orReplace;
        return create;
    } else {
        if (!in.isSign("("))
            in.refuse();
        in.skip();
        readReturns(in);
        skipCharacteristics(in, routine);
    }
    readBody(in, routine);
    return routine;
}

StatementNode readBegin(Cursor &in)
{
    if (!in.is("not")) {
        in.accept("work");
        return Transaction{Transaction::Kind::Begin, {}};
    }
    in.expect("not");
    in.expect("atomic");
    Routine block;
    block.language = "sql";
    block.isBlock = true;
    Body(in, block).read();
    return block;
}

} // namespace lockkeeper::sql::mysql
