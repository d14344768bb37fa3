package dev.reconciler.storm;

/** What may befall a command on its way to a MongoDB server, or its answer on the way back. */
public enum MongoFault {
    /** The connection breaks before the command has arrived. */
    CUT_BEFORE,
    /** The connection breaks when half of the command has arrived. */
    CUT_WITHIN,
    /** It is done, and the connection breaks before the answer. */
    CUT_AFTER,
    /** It is done, and the connection breaks when half of the answer has arrived. */
    CUT_ANSWER,
    /** The connection breaks, and a while later the command arrives all the same. */
    LATE,
    /** The answer takes its time. */
    SLOW,
    /** It is done, and there is never an answer. */
    SILENT,
    /** The server says that another one is the primary by now. */
    NOT_PRIMARY,
    /** It is done, and the server says that a majority does not say that it has it. */
    UNSURE,
    /** The server says that it does not know the cursor. */
    FORGOTTEN;

    boolean canBefall(String command) {
        return switch (this) {
            case LATE, UNSURE -> command.equals("findAndModify");
            case FORGOTTEN -> command.equals("getMore");
            case CUT_BEFORE, CUT_WITHIN, CUT_AFTER, CUT_ANSWER, SLOW, SILENT, NOT_PRIMARY -> true;
        };
    }
}
