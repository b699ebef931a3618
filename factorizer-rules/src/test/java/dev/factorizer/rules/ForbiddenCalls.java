package dev.factorizer.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.factorizer.rules.offences.ClassByName;
import dev.factorizer.rules.offences.DefaultLocale;
import dev.factorizer.rules.offences.Exit;
import dev.factorizer.rules.offences.MappedFile;
import dev.factorizer.rules.offences.OpenedUrl;
import dev.factorizer.rules.offences.ScalarFma;
import dev.factorizer.rules.offences.StandardStreams;
import dev.factorizer.rules.offences.UnnamedThreads;
import dev.factorizer.rules.offences.UnseededRandom;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What no class may call or refer to, why, where it is allowed all the same, and a class that does it. */
enum ForbiddenCalls {
    SCALAR_FMA("a scalar fused multiply-add is a slow library call where the processor has none, and rounds otherwise than"
            + " the vector kernels", ScalarFma.class, 2, Set.of(),
            target -> is(target, "java.lang.Math", "fma") || is(target, "java.lang.StrictMath", "fma")),

    UNSEEDED_RANDOM("results must be the same on every run", UnseededRandom.class, 8, Set.of(),
            ForbiddenCalls::drawsWithoutSeed),

    STANDARD_STREAMS("only the command line prints; everything else is given a writer or throws", StandardStreams.class, 4,
            Set.of("dev.factorizer.examples.cli"),
            target -> is(target, "java.lang.System", "out", "err", "in") || target.getName().equals("printStackTrace")
                    && target instanceof AccessTarget.CodeUnitCallTarget call && call.getRawParameterTypes().isEmpty()),

    EXIT("only the command line and the kit for GPUs end the process", Exit.class, 2,
            Set.of("dev.factorizer.examples.cli", "dev.factorizer.bench.kit"),
            target -> is(target, "java.lang.System", "exit") || is(target, "java.lang.Runtime", "exit", "halt")),

    CLASS_BY_NAME("services and sealed types find classes; names in files and settings must never do", ClassByName.class, 3,
            Set.of(), target -> is(target, "java.lang.Class", "forName")
                    || target.getOwner().isAssignableTo(ClassLoader.class) && target.getName().equals("loadClass")
                    || is(target, "java.lang.invoke.MethodHandles$Lookup", "findClass")),

    OPENED_URL("a resource of a module is read as a stream; any other URL is a call to elsewhere", OpenedUrl.class, 3, Set.of(),
            target -> is(target, "java.net.URL", "openStream", "openConnection", "getContent")),

    MAPPED_FILE("what another program cuts off under a map ends in an InternalError, not in a sentence; read instead", MappedFile.class,
            2, Set.of(), target -> is(target, "java.nio.channels.FileChannel", "map")),

    UNNAMED_THREADS("a thread in a dump or profile must say whose it is, and the common pool would take any number",
            UnnamedThreads.class, 10, Set.of(), ForbiddenCalls::startsUnnamedThread),

    DEFAULT_LOCALE("numbers and names must not change with the user's language", DefaultLocale.class, 8, Set.of(),
            ForbiddenCalls::dependsOnLocale);

    private final Set<String> allowedPackages;
    private final Class<?> offence;
    private final int offences;
    private final DescribedPredicate<JavaAccess<?>> accesses;
    private final String because;

    /**
     * @param offences how many times the offending class does it
     * @param forbidden what may not be called
     */
    ForbiddenCalls(String because, Class<?> offence, int offences, Set<String> allowedPackages,
            Predicate<AccessTarget> forbidden) {
        this.because = because;
        this.offence = offence;
        this.offences = offences;
        this.allowedPackages = allowedPackages;
        this.accesses = describe("a forbidden member", access -> forbidden.test(access.getTarget()));
    }

    ArchRule rule() {
        DescribedPredicate<JavaClass> allowed = describe("in " + allowedPackages,
                type -> allowedPackages.contains(type.getPackageName()));
        return ArchRuleDefinition.noClasses().that(DescribedPredicate.not(allowed))
                .should(ArchConditions.accessTargetWhere(accesses)).because(because);
    }

    Class<?> offence() {
        return offence;
    }

    int offences() {
        return offences;
    }

    private static boolean is(AccessTarget target, String owner, String... names) {
        return target.getOwner().getName().equals(owner) && List.of(names).contains(target.getName());
    }

    private static boolean takes(AccessTarget target, Class<?> type) {
        return target instanceof AccessTarget.CodeUnitAccessTarget call
                && call.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isAssignableTo(type));
    }

    private static boolean takesNothing(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget call && call.getRawParameterTypes().isEmpty();
    }

    private static boolean drawsWithoutSeed(AccessTarget target) {
        boolean made = target.getName().equals("<init>") && (takesNothing(target)
                && (is(target, "java.util.Random", "<init>") || is(target, "java.util.SplittableRandom", "<init>"))
                || target.getOwner().isAssignableTo(java.security.SecureRandom.class));
        return made || is(target, "java.lang.Math", "random") || is(target, "java.util.concurrent.ThreadLocalRandom", "current")
                || is(target, "java.util.UUID", "randomUUID")
                || is(target, "java.util.random.RandomGenerator", "of", "getDefault")
                || is(target, "java.util.random.RandomGeneratorFactory", "create") && takesNothing(target)
                || is(target, "java.util.Collections", "shuffle") && !takes(target, java.util.random.RandomGenerator.class);
    }

    private static boolean startsUnnamedThread(AccessTarget target) {
        String name = target.getName();
        boolean made = target.getOwner().isEquivalentTo(Thread.class) && (name.equals("startVirtualThread")
                || name.equals("<init>") && !takes(target, String.class));
        boolean executor = is(target, "java.util.concurrent.Executors", "newFixedThreadPool", "newCachedThreadPool",
                "newSingleThreadExecutor", "newScheduledThreadPool", "newSingleThreadScheduledExecutor",
                "newThreadPerTaskExecutor") && !takes(target, java.util.concurrent.ThreadFactory.class)
                || is(target, "java.util.concurrent.Executors", "newVirtualThreadPerTaskExecutor", "newWorkStealingPool");
        boolean common = name.equals("parallelStream") || name.equals("parallel")
                && target.getOwner().isAssignableTo(java.util.stream.BaseStream.class)
                || is(target, "java.util.concurrent.ForkJoinPool", "commonPool")
                || is(target, "java.util.concurrent.CompletableFuture", "supplyAsync", "runAsync")
                && !takes(target, java.util.concurrent.Executor.class)
                || target.getOwner().isEquivalentTo(java.util.Arrays.class) && name.startsWith("parallel");
        boolean timer = target.getOwner().isEquivalentTo(java.util.Timer.class) && name.equals("<init>")
                && !takes(target, String.class);
        return made || executor || common || timer;
    }

    private static boolean dependsOnLocale(AccessTarget target) {
        if (takes(target, java.util.Locale.class) || !(target instanceof AccessTarget.CodeUnitAccessTarget)) {
            return false;
        }
        return is(target, "java.lang.String", "format", "formatted", "toLowerCase", "toUpperCase")
                || is(target, "java.util.Formatter", "<init>") || is(target, "java.text.DecimalFormat", "<init>")
                || is(target, "java.text.SimpleDateFormat", "<init>") || is(target, "java.text.MessageFormat", "<init>", "format")
                || is(target, "java.text.NumberFormat", "getInstance", "getNumberInstance", "getIntegerInstance",
                        "getPercentInstance", "getCurrencyInstance", "getCompactNumberInstance")
                || is(target, "java.time.format.DateTimeFormatter", "ofPattern", "ofLocalizedDate", "ofLocalizedDateTime")
                || is(target, "java.util.Locale", "getDefault") || is(target, "java.util.Scanner", "<init>")
                || List.of("printf", "format").contains(target.getName())
                && (target.getOwner().isAssignableTo(java.io.PrintStream.class)
                || target.getOwner().isAssignableTo(java.io.PrintWriter.class));
    }
}
