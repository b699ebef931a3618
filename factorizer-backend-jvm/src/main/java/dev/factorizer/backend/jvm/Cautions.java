package dev.factorizer.backend.jvm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** What users of this process should know before they rely on it: found once, when the first backend is asked for. */
final class Cautions {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    /** Found when first needed, by one thread. */
    private static final class Found {
        static final List<String> ALL = Stream.of(VectorSpeed.measure().caution(), JavaRelease.caution()).flatMap(Optional::stream)
                .toList();
    }

    private Cautions() { }

    /** Sentences without their ends; none where all is well. */
    static List<String> all() {
        return Found.ALL;
    }

    /** Warns of them, once a process. */
    static void warn() {
        if (!all().isEmpty() && SAID.compareAndSet(false, true)) {
            System.Logger log = System.getLogger("dev.factorizer.backend.jvm");
            all().forEach(caution -> log.log(System.Logger.Level.WARNING, caution));
        }
    }
}
