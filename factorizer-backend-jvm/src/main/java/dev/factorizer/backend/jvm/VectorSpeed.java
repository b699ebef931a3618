package dev.factorizer.backend.jvm;

import dev.factorizer.backend.jvm.kernels.vectors.VectorTiming;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether this Java compiles vectors. One that doesn't (an interpreter, the first compiler alone, a compiler from elsewhere, or a
 * processor without fused multiply-add) computes the same numbers, 100 to 1000 times slower, and says nothing.
 *
 * @param ratio how many times longer a loop of vectors takes than a copy of the same numbers
 */
record VectorSpeed(double ratio) {
    /** Measured 2026-11-27 on an AMD EPYC with AVX-512: 2 to 9 where they are compiled, from 110 where they aren't. */
    static final double MOST = 25;

    /** The compiler came after 0.1 to 0.5 s, where six processes shared two processors. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** That of this process. */
    static VectorSpeed measure() {
        return new VectorSpeed(VectorTiming.measure(MOST, PATIENCE_NANOS).ratio());
    }

    /** What a user should know of it, a sentence without its end; nothing where all is well. */
    Optional<String> caution() {
        return ratio <= MOST ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "this Java does not compile vectors (a loop"
                + " of them takes %,.0f times as long as a copy, expected less than %.0f), so everything takes 100 times as long or"
                + " more; use the HotSpot of a JDK 25 without options such as -Xint and -XX:TieredStopAtLevel, on a processor with"
                + " fused multiply-add", ratio, MOST));
    }
}
