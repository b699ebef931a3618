package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.Availability.Missing;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The system properties on which right results depend. TornadoVM reads them once, when its first class is loaded, and this module
 * is the first to load one.
 */
final class TornadoSettings {
    private static final String BAILOUT = "tornado.recover.bailout";
    private static final String FLAGS = "tornado.opencl.compiler.flags";
    private static final String INLINING = "tornado.compiler.fullInlining";

    /** What is set unless it is set already. */
    private static final Map<String, String> OURS = Map.of(
            // By default the device's compiler may assume that there are no NaNs and that rounding doesn't matter.
            FLAGS, "-w",
            // Products and sums are rounded as in Java: a training takes the way it takes there, and this costs nothing measurable.
            "tornado.enable.fma", "False",
            // Kernels are inlined into the entrypoints whatever their size.
            INLINING, "True",
            // A program's memory is checked against the device's before it is loaded.
            "tornado.device.memory", "1024GB",
            // The default holds some tens of tasks.
            "tornado.tvm.maxbytecodesize", "4194304");

    private TornadoSettings() { }

    /** Sets what is not set; what is set to something that would give other numbers is refused. */
    static Optional<Missing> apply() {
        // Otherwise TornadoVM runs what it can't compile as sequential Java and says nothing.
        if (!isFalse(System.getProperty(BAILOUT))) {
            return Optional.of(new Missing("TornadoVM would answer a kernel that fails by another way of computing.",
                    "Start Java with -D" + BAILOUT + "=False."));
        }
        OURS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
        String flags = System.getProperty(FLAGS);
        if (flags.contains("fast") || flags.contains("unsafe") || flags.contains("finite")) {
            return Optional.of(new Missing("The compiler's flags \"" + flags + "\" give up exact arithmetic.",
                    "Start Java without -D" + FLAGS + ", or with -D" + FLAGS + "=-w."));
        }
        if (isFalse(System.getProperty(INLINING))) {
            return Optional.of(new Missing("Large kernels would not compile without full inlining.",
                    "Start Java without -D" + INLINING + "."));
        }
        Optional<String> unknown = WorkGroups.chosen().filter(chosen -> !WorkGroups.choices().contains(chosen));
        return unknown.map(chosen -> new Missing("The property " + WorkGroups.PROPERTY + " is \"" + chosen + "\", expected one of "
                + new TreeSet<>(WorkGroups.choices()) + ".", "Start Java without -D" + WorkGroups.PROPERTY + ", or with another value."));
    }

    private static boolean isFalse(String value) {
        return value != null && value.toLowerCase(Locale.ROOT).equals("false");
    }
}
