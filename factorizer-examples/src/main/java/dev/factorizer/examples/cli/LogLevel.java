package dev.factorizer.examples.cli;

import java.util.logging.Level;

/** How much is logged; each level includes those before it. The names are those of {@link System.Logger.Level}, shortened. */
enum LogLevel {
    /** Nothing but what makes a command fail. */
    error(Level.SEVERE),
    /** Also what may make its results wrong or late. */
    warn(Level.WARNING),
    /** Also what is done, and how long it takes. */
    info(Level.INFO),
    /** Also details for those who look for a mistake. */
    debug(Level.FINE),
    /** Everything. */
    trace(Level.FINEST);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** What Java's own logging calls it. */
    Level level() {
        return level;
    }

    /** The level of a record, for its line. */
    static LogLevel of(Level level) {
        for (LogLevel one : values()) {
            if (level.intValue() >= one.level.intValue()) {
                return one;
            }
        }
        return trace;
    }
}
