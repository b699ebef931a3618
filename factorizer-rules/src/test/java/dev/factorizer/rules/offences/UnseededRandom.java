package dev.factorizer.rules.offences;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Eight ways to other numbers on every run; with a seed, none of them counts. */
public final class UnseededRandom {
    double called(List<String> names) {
        Supplier<Random> referred = Random::new;
        Collections.shuffle(names);
        Collections.shuffle(names, new Random(1));
        return new SplittableRandom().nextDouble() + Math.random() + ThreadLocalRandom.current().nextDouble()
                + UUID.randomUUID().hashCode() + RandomGenerator.getDefault().nextDouble()
                + new SecureRandom().nextDouble() + referred.get().nextDouble() + new SplittableRandom(1).nextDouble();
    }
}
