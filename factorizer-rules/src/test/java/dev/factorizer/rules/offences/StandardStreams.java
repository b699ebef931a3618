package dev.factorizer.rules.offences;

import java.io.IOException;
import java.io.PrintWriter;

/** Four uses of what belongs to the process; a given writer isn't one. */
public final class StandardStreams {
    void called(PrintWriter out, Exception e) throws IOException {
        System.out.println(System.in.read());
        Runnable later = () -> System.err.println(e);
        later.run();
        e.printStackTrace();
        e.printStackTrace(out);
    }
}
