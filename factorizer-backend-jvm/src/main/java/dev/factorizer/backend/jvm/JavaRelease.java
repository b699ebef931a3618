package dev.factorizer.backend.jvm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is known to be wrong with some releases of Java. */
final class JavaRelease {
    private static final int LAST_BROKEN = 2;

    private JavaRelease() { }

    /** What a user of this Java should know of it. */
    static Optional<String> caution() {
        return caution(Runtime.version(), () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName).toList());
    }

    /**
     * What a user should know of a release, a sentence without its end.
     *
     * @param version the release
     * @param collectors the names of its garbage collectors; asked for only where they matter, since that takes time
     * @return nothing where nothing is known
     */
    static Optional<String> caution(Runtime.Version version, Supplier<List<String>> collectors) {
        boolean broken = version.feature() == 25 && version.interim() == 0 && version.update() <= LAST_BROKEN;
        return broken && collectors.get().stream().anyMatch(name -> name.startsWith("G1 "))
                ? Optional.of("Java " + version + " with its collector G1 can corrupt compressed files that it writes (JDK-8377811);"
                        + " use 25.0.3 or later, or start it with -XX:+UseSerialGC") : Optional.empty();
    }
}
