package dev.factorizer.io.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.dying.DyingDisk;
import dev.factorizer.io.dying.DyingDisk.Fate;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bundle's folder is read while it is replaced, and after its writer was killed at every operation. */
class KilledBundleTest {
    private static final int WEIGHTS = 1000;

    @TempDir
    private Path temporary;

    /** A bundle whose settings, provenance and weights say the same number. */
    private static ModelBundle bundle(int number) {
        float[] values = new float[WEIGHTS];
        Arrays.fill(values, number);
        return new ModelBundle(new NetworkDescription("factorizer", Map.of("number", number)), List.of("dwi"),
                Preprocessing.none(), Labels.isles22(), new Tiling(8), Map.of("number", number),
                new Weights(Map.of("weight", StoredTensor.of(new int[] {WEIGHTS}, values)), Map.of()));
    }

    /** Which bundle this is; it must be one and the same in all parts. */
    private static int number(Path path) throws IOException {
        ModelBundle read = ModelBundle.read(path);
        int number = (int) read.network().settings().get("number");
        assertEquals(number, read.provenance().get("number"));
        for (float value : read.weights().tensors().get("weight").floats()) {
            assertEquals(number, value);
        }
        return number;
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean write(int number, Path path, DyingDisk disk) {
        try {
            bundle(number).write(disk.wrap(path));
            return true;
        } catch (DyingDisk.Killed | IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aReplacedBundleIsTheOldOneOrTheNewOne(Fate fate) throws IOException {
        Set<Integer> states = new HashSet<>();
        int operations = 0;
        boolean reached = true;
        while (reached) {
            Path path = temporary.resolve("replaced-" + ++operations);
            bundle(1).write(path);
            DyingDisk disk = new DyingDisk(operations, fate);
            boolean lived = write(2, path, disk);
            reached = disk.done().size() >= operations;
            int found = number(path);
            assertTrue(found == 1 || found == 2, disk.done().toString());
            assertTrue(!lived || found == 2);
            states.add(found);
            if (fate == Fate.FAIL && found == 1) {
                assertEquals(List.of("bundle.json", "weights.safetensors"), entries(path).stream()
                        .filter(name -> !name.equals(".lock") && !name.startsWith(".factorizer")).toList(), "" + disk.done());
            }
            bundle(3).write(path);
            assertEquals(3, number(path));
            assertEquals(List.of("bundle.json", "weights.safetensors"), entries(path), disk.done().toString());
        }
        assertTrue(operations > 20, "only " + operations);
        assertEquals(Set.of(1, 2), states);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aFirstBundleIsThereOrNot(Fate fate) throws IOException {
        Set<Boolean> states = new HashSet<>();
        int operations = 0;
        boolean reached = true;
        while (reached) {
            Path path = temporary.resolve("first-" + ++operations);
            DyingDisk disk = new DyingDisk(operations, fate);
            boolean lived = write(2, path, disk);
            reached = disk.done().size() >= operations;
            assertTrue(!lived || Files.exists(path.resolve("bundle.json")));
            if (Files.exists(path.resolve("bundle.json"))) {
                assertEquals(2, number(path));
                states.add(true);
            } else {
                assertThrows(MalformedFileException.class, () -> ModelBundle.read(path));
                states.add(false);
            }
            bundle(3).write(path);
            assertEquals(3, number(path));
            assertEquals(List.of("bundle.json", "weights.safetensors"), entries(path), disk.done().toString());
        }
        assertEquals(Set.of(true, false), states);
    }

    /** A bundle whose settings change but not its weights has the same hash in both names. */
    @Test
    void theSameWeightsAreNotLost() throws IOException {
        ModelBundle other = new ModelBundle(bundle(1).network(), List.of("adc"), Preprocessing.none(), Labels.isles22(),
                new Tiling(8), Map.of("number", 1), bundle(1).weights());
        boolean lived = false;
        for (int operations = 1; !lived; operations++) {
            Path path = temporary.resolve("same-" + operations);
            bundle(1).write(path);
            try {
                other.write(new DyingDisk(operations, Fate.KILL).wrap(path));
                lived = true;
            } catch (DyingDisk.Killed e) {
                assertEquals(1, number(path));
            }
            write(2, path, new DyingDisk(operations, Fate.KILL));
            number(path);
        }
    }

    @Test
    void anArchiveIsTheOldOneOrTheNewOne() throws IOException {
        Set<Integer> states = new HashSet<>();
        boolean lived = false;
        for (int operations = 1; !lived; operations++) {
            Path path = temporary.resolve("archive-" + operations + ".zip");
            bundle(1).write(path);
            lived = write(2, path, new DyingDisk(operations, Fate.KILL));
            states.add(number(path));
        }
        assertEquals(Set.of(1, 2), states);
    }

    @Test
    void readersAndWritersAtTheSameTimeSeeWholeBundles() throws Exception {
        Path path = temporary.resolve("busy");
        bundle(1).write(path);
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3,
                Thread.ofPlatform().name("bundle-", 0).factory())) {
            Callable<Integer> reader = () -> {
                int reads = 0;
                while (!ended.get()) {
                    number(path);
                    reads++;
                }
                return reads;
            };
            Future<Integer> reads = threads.submit(reader);
            Future<?> other = threads.submit(() -> {
                for (int i = 2; i < 40; i += 2) {
                    bundle(i).write(path);
                }
                return null;
            });
            for (int i = 3; i < 40; i += 2) {
                bundle(i).write(path);
            }
            other.get();
            ended.set(true);
            assertTrue(reads.get() > 3, "only " + reads.get() + " reads");
        }
        assertTrue(List.of(38, 39).contains(number(path)));
        assertEquals(List.of("bundle.json", "weights.safetensors"), entries(path));
    }
}
