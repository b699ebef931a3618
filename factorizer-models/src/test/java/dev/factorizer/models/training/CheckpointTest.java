package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.weights.SealedWeights;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.Cosine;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved of a training, and what becomes of it when files are damaged, new or of something else. */
class CheckpointTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Shape IMAGES = Shape.of(1, 1, 4);
    private static final Tensor X = Tensor.of(IMAGES, new float[] {1, -1, 2, 0.5f});
    private static final Tensor Y = Tensor.of(IMAGES, new float[] {1, 0, 1, 0});

    /** w · x + b. */
    private record Line() implements Network {
        @Override
        public List<Value> apply(Scope at, Value x) {
            return List.of(x.multiply(at.parameter("line.w", Shape.of(1), Initializer.ONES))
                    .add(at.parameter("line.b", Shape.of(1), Initializer.ZEROS)));
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(new Identity("com.example.line"));
        }
    }

    private static Training training() {
        return training(new Cosine(20));
    }

    private static Training training(Schedule schedule) {
        return Training.of(new Line(), new BinaryCrossEntropy(), new AdamW(0.1, 0), schedule).on(BACKEND);
    }

    private static void steps(Trainer trainer, int count) {
        for (int i = 0; i < count; i++) {
            trainer.step(X, Y);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void saveAt(Path folder, int... steps) throws IOException {
        try (Trainer trainer = training().start(IMAGES)) {
            for (int step : steps) {
                steps(trainer, (int) (step - trainer.steps()));
                trainer.save(folder, Map.of("epoch", "e" + step));
            }
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (at < 0 ? bytes.length + at : at)] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void theLastTwoAreKeptWithTheCallersNotes(@TempDir Path folder) throws IOException {
        saveAt(folder, 0, 2, 9, 10);
        assertEquals(List.of("checkpoint-10.safetensors", "checkpoint-9.safetensors"), names(folder));
        try (Trainer trainer = training().resume(folder)) {
            assertEquals(10, trainer.steps());
            Resumption found = trainer.resumption().orElseThrow();
            assertEquals(new Resumption(folder.resolve("checkpoint-10.safetensors"), Map.of("epoch", "e10"), List.of()), found);
        }
        try (Trainer trainer = training().start(IMAGES)) {
            assertEquals(Optional.empty(), trainer.resumption());
        }
    }

    @Test
    void theOneBeforeIsTakenWhereTheNewestIsDamagedWhateverByteItIs(@TempDir Path folder) throws IOException {
        saveAt(folder, 3, 5);
        Path newest = folder.resolve("checkpoint-5.safetensors");
        byte[] whole = Files.readAllBytes(newest);
        for (int at = 0; at < whole.length; at += at < 16 || at > whole.length - 40 ? 1 : 7) {
            flip(newest, at);
            try (Trainer trainer = training().resume(folder)) {
                assertEquals(3, trainer.steps(), "byte " + at);
                List<String> damaged = trainer.resumption().orElseThrow().damaged();
                assertEquals(1, damaged.size());
                assertTrue(damaged.getFirst().startsWith(newest + ": "), damaged.getFirst());
            }
            Files.write(newest, whole);
        }
        for (int length : new int[] {0, 7, 100, whole.length - 32, whole.length - 1}) {
            Files.write(newest, Arrays.copyOf(whole, length));
            try (Trainer trainer = training().resume(folder)) {
                assertEquals(3, trainer.steps(), "length " + length);
                steps(trainer, 1);
                assertEquals(List.of("checkpoint-3.safetensors", "checkpoint-5.safetensors"), names(folder));
            }
        }
        try (Trainer trainer = training().resume(folder)) {
            steps(trainer, 1);
            trainer.save(folder);
            assertEquals(List.of("checkpoint-3.safetensors", "checkpoint-4.safetensors"), names(folder), "the damaged one is of no use");
        }
    }

    @Test
    void resumedAfterDamageIsAsIfNeverStopped(@TempDir Path folder) throws IOException {
        saveAt(folder, 3, 5);
        flip(folder.resolve("checkpoint-5.safetensors"), -40);
        try (Trainer whole = training().start(IMAGES); Trainer resumed = training().resume(folder)) {
            steps(whole, 8);
            steps(resumed, 5);
            whole.weights().forEach((name, tensor) ->
                    assertArrayEquals(tensor.toFloats(), resumed.weights().get(name).toFloats(), 1e-6f, name));
        }
    }

    @Test
    void damageOfAllIsOneSentence(@TempDir Path folder) throws IOException {
        saveAt(folder, 3, 5);
        flip(folder.resolve("checkpoint-5.safetensors"), -3);
        flip(folder.resolve("checkpoint-3.safetensors"), -3);
        String damaged = ": its contents don't have the sha256 it states; it is damaged";
        assertEquals(folder + ": none of its checkpoints can be read: " + folder.resolve("checkpoint-5.safetensors") + damaged + "; "
                + folder.resolve("checkpoint-3.safetensors") + damaged,
                assertThrows(IOException.class, () -> training().resume(folder)).getMessage());
        Files.delete(folder.resolve("checkpoint-3.safetensors"));
        assertEquals(folder.resolve("checkpoint-5.safetensors") + damaged,
                assertThrows(IOException.class, () -> training().resume(folder)).getMessage());
        Path nothing = folder.resolve("nothing");
        assertEquals(nothing + ": no training was saved here, expected a file checkpoint-STEP.safetensors",
                assertThrows(NoSuchFileException.class, () -> training().resume(nothing)).getMessage());
    }

    /** It is not taken for a damaged one: the steps since the one before would be lost. */
    @Test
    void oneOfALaterVersionIsAnError(@TempDir Path folder) throws IOException {
        saveAt(folder, 3);
        Path newer = folder.resolve("checkpoint-5.safetensors");
        SealedWeights.write(newer, Map.of("format", "factorizer-training/4"), Map.of("w", List.of(1)), name -> new float[1]);
        assertEquals(newer + ": is a checkpoint of format 4, expected at most 3; go on with the version of this library that wrote it, or a"
                + " later one", assertThrows(IOException.class, () -> training().resume(folder)).getMessage());
    }

    @Test
    void whatIsWholeButNoCheckpointIsSaid(@TempDir Path folder) throws IOException {
        saveAt(folder, 3);
        Path file = folder.resolve("checkpoint-3.safetensors");
        SealedWeights saved = SealedWeights.open(file);
        Map<String, float[]> values = new LinkedHashMap<>();
        saved.forEach((name, tensor) -> values.put(name, tensor.floats()));
        Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
        metadata.put("step", "three");
        SealedWeights.write(file, metadata, saved.shapes(), values::get);
        assertEquals(file + ": step, images and targets are \"three\", \"1 1 4\" and \"1 1 4\", expected whole numbers",
                assertThrows(IOException.class, () -> training().resume(folder)).getMessage());
        metadata.put("format", "another");
        SealedWeights.write(file, metadata, saved.shapes(), values::get);
        assertEquals(file + ": format is \"another\", expected \"factorizer-training/3\"",
                assertThrows(IOException.class, () -> training().resume(folder)).getMessage());
        Map<String, List<Integer>> fewer = new LinkedHashMap<>(saved.shapes());
        fewer.remove("network.line.w");
        SealedWeights.write(file, saved.metadata(), fewer, values::get);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> training().resume(folder)).getMessage()
                .startsWith("training: the saved state dict does not fit the network"));
        fewer = new LinkedHashMap<>(saved.shapes());
        fewer.remove("optimizer.firstMoment.line.w");
        SealedWeights.write(file, saved.metadata(), fewer, values::get);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> training().resume(folder)).getMessage()
                .startsWith("training: the saved optimizer state is {optimizer.firstMoment.line.b"));
    }

    @Test
    void anotherTrainingsCheckpointsAreNotWrittenOver(@TempDir Path folder) throws IOException {
        saveAt(folder, 3, 5);
        try (Trainer trainer = training().start(IMAGES)) {
            steps(trainer, 4);
            assertEquals(folder + ": holds checkpoint-3.safetensors of another training; resume that one, or choose another folder",
                    assertThrows(IOException.class, () -> trainer.save(folder)).getMessage());
            trainer.save(folder.resolve("copy"));
        }
        assertEquals(List.of("checkpoint-3.safetensors", "checkpoint-5.safetensors", "copy"), names(folder));
        assertEquals(List.of("checkpoint-4.safetensors"), names(folder.resolve("copy")));
    }

    @Test
    void aTrainingIsExtendedByAnotherScheduleOnly(@TempDir Path folder) throws IOException {
        saveAt(folder, 10);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> training(new Cosine(40)).resume(folder)).getMessage()
                .endsWith("schedule.totalEpochs was 20, is 40"));
        try (Trainer trainer = training(new Cosine(40)).withStepsPerEpoch(2).extend(folder)) {
            assertEquals(0.1 * new Cosine(40).factor(5), trainer.step(X, Y).learningRate(), 0);
            assertEquals(11, trainer.steps());
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> training(new Cosine(40)).withSeed(3).extend(folder)).getMessage()
                .endsWith("differ from the saved ones: seed was 0, is 3"));
    }

    @Test
    void aCheckpointIsPlainSafetensors(@TempDir Path folder) throws IOException {
        saveAt(folder, 3);
        byte[] bytes = Files.readAllBytes(folder.resolve("checkpoint-3.safetensors"));
        String header = new String(bytes, 8, Math.min(4000, bytes.length - 8), StandardCharsets.ISO_8859_1);
        assertTrue(header.contains("\"network.line.w\":{\"dtype\":\"F32\",\"shape\":[1],"), header);
        assertTrue(header.contains("\"sha256\":{\"dtype\":\"U8\",\"shape\":[32],"), header);
        assertTrue(header.contains("\"note.epoch\":\"e3\""), header);
    }
}
