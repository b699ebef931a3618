package dev.factorizer.io.cache;

import dev.factorizer.io.augmentation.TrainingCase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A process that uses a cache, until it is done or killed. */
final class CacheProcess {
    private CacheProcess() { }

    /** As modules the tests have main classes on the module path and are patched into it. */
    private static String classPath() {
        return String.join(File.pathSeparator, System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""),
                Path.of("target/test-classes").toAbsolutePath().toString());
    }

    static Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-cp", classPath(), CacheProcess.class.getName());
        builder.command().addAll(Arrays.asList(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** {@code hold FOLDER KEY}, {@code fill FOLDER DATA LIMIT ROUNDS} or {@code replace FOLDER DATA}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "hold" -> {
                System.out.println(EntryLocks.in(folder).share(arguments[2]) ? "Held" : "no");
                Thread.sleep(60_000);
            }
            case "fill" -> fill(folder, Path.of(arguments[2]), Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
            case "replace" -> {
                CaseFiles files = CachedFiles.write(Path.of(arguments[2]), "r", 3);
                CaseCache cache = CaseCache.in(folder, CachedFiles.PLENTY, CachedFiles.PREPARATION, said -> { });
                System.out.println("Writing");
                while (true) {
                    // Always another case under another key.
                    CachedFiles.write(Path.of(arguments[2]), "r", (int) (System.nanoTime() & 0x7FFFFFF));
                    cache.source(files).open();
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Opens five cases again and again and compares each with what was prepared. */
    private static void fill(Path folder, Path data, long limit, int rounds) throws IOException {
        CaseCache cache = CaseCache.in(folder, limit, CachedFiles.PREPARATION, said -> { });
        CaseFiles[] files = new CaseFiles[5];
        TrainingCase[] expected = new TrainingCase[files.length];
        for (int i = 0; i < files.length; i++) {
            files[i] = CachedFiles.write(data, "f" + i, i);
            expected[i] = TrainingCase.of(CachedFiles.prepared(files[i]));
        }
        for (int round = 0; round < rounds; round++) {
            int i = round * 3 % files.length;
            TrainingCase found = cache.source(files[i]).open();
            if (!Arrays.equals(expected[i].image(CachedFiles.whole(found.grid())).voxels(),
                    found.image(CachedFiles.whole(found.grid())).voxels())) {
                throw new IllegalStateException("case " + i + " is not what it should be");
            }
        }
        System.out.println("Done " + cache.use().describe());
    }
}
