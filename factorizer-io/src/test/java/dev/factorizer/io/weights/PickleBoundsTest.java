package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pickles of a megabyte that ask for hours or for all memory; this module's tests have little of it. */
class PickleBoundsTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static void refused(String pickle, String complaint) {
        PickleException refusal = assertTimeoutPreemptively(LONGEST, () -> assertThrows(PickleException.class,
                () -> new Unpickler(Pickles.latin(pickle), TorchConstructors.INSTANCE).load()));
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    private static void read(String pickle) {
        assertNotNull(assertTimeoutPreemptively(LONGEST,
                () -> new Unpickler(Pickles.latin(pickle), TorchConstructors.INSTANCE).load()));
    }

    /** A list of pairs under 0, of 300 KB; then 200,000 dicts of it, kept or thrown away. */
    @Test
    void oneListIsNotCopiedEverAgain() {
        String pairs = "](K\1K\2\u0086q\1" + "h\1".repeat(150_000) + "eq\0" + "0";
        for (String name : new String[] {"collections\nOrderedDict", "__builtin__\ndict", "collections\nCounter"}) {
            String start = pairs + "c" + name + "\nq\2" + "0]";
            refused(start + "h\2h\0\u0085Ra".repeat(150_000) + ".", "far more than a state dict needs");
            refused(start + "h\2h\0\u0085R0".repeat(150_000) + ".", "far more than a state dict needs");
        }
    }

    @Test
    void oneDictIsNotCopiedEverAgain() {
        StringBuilder dict = new StringBuilder("}(");
        for (int i = 0; i < 60_000; i++) {
            dict.append('M').append((char) (i & 0xFF)).append((char) (i >> 8)).append('N');
        }
        refused(dict + "uq\0" + "0ccollections\nCounter\nq\2" + "0]" + "h\2h\0\u0085Ra".repeat(100_000) + ".",
                "far more than a state dict needs");
    }

    @Test
    void sizesAreCountedBeforeTheyAreRead() {
        String sizes = "(" + "K\1".repeat(300_000) + "tq\0" + "0";
        refused(sizes + "ctorch._utils\n_rebuild_tensor_v2\n(" + Pickles.storage("FloatStorage", 4) + "K\0h\0h\0\u0089}tR.",
                "has 300000 sizes or strides, expected at most 64");
    }

    @Test
    void smallObjectsAreCounted() {
        refused("]" + "}NNsa".repeat(1_500_000) + ".", "more than 4194304 steps");
        refused("]" + "}a".repeat(3_000_000) + ".", "more than 4194304 steps");
        refused("cm\nC\nq\1" + "h\1)R0".repeat(1_500_000) + ".",
                "more than 4194304 steps");
        refused("](" + "\u008a\0\u0085\u0085".repeat(1_300_000) + "e.", "more than");
    }

    @Test
    void namesDoNotGrowWithoutEnd() {
        refused("cbuiltins\ngetattr\nq\0cm\nA\nq\1" + "h\0h\1X\1\0\0\0B\u0086Rq\1".repeat(90_000) + ".",
                "has a name of more than 1000 letters");
        refused("cm\n" + "A".repeat(60_000) + "\n.", "has a name of more than 1000 letters");
    }

    @Test
    void doublingAndDepthCostWhatTheyHave() {
        // [x, x] of [x, x] of …: 2 to the 100,000th leaves, which are never walked.
        read("]N" + "2\u0086".repeat(300_000) + "a.");
        read("]" + "2a".repeat(300_000) + ".");
        read("(".repeat(1_000_000) + "t".repeat(1_000_000) + ".");
        read("N" + "\u0085".repeat(1_300_000) + ".");
        read("]".repeat(500_000) + "a".repeat(499_999) + ".");
        read("}q\0K\1h\0s.");
        read("]q\0h\0a.");
    }

    @Test
    void deepThingsAreNoKeys() {
        read("}N" + "\u0085".repeat(1_000_000) + "K\1s.");
        refused("}]q\1h\1aK\1s.", "a dict has a key that is a list");
    }

    @Test
    void lengthsThatAreNotThereAreRefusedUnread() {
        for (String code : new String[] {"X", "B", "\u008b", "T"}) {
            refused(code + "\u00ff\u00ff\u00ff\177abc.", code.equals("\u008b") ? "number of 2147483647 bytes" : "but only 4 are left");
        }
        for (String code : new String[] {"\u008d", "\u008e", "\u0096", "\u0095"}) {
            refused(code + "\0\0\0\0\1\0\0\0abc.", "but only 4 are left");
        }
        refused("I" + "9".repeat(60_000) + "\n.", "at most 600 digits");
        refused("(".repeat(100), "ends in the middle, at byte 100; the file is cut off");
    }

    /** In a checkpoint: the message names the file, and so it is for things that only the search for the weights meets. */
    @Test
    void dictsThatHoldTheSameDictAreSearchedOnce() throws IOException {
        StringBuilder object = new StringBuilder("}q\0(" + Pickles.text("a") + "}(");
        for (int i = 0; i < 50_000; i++) {
            object.append('M').append((char) (i & 0xFF)).append((char) (i >> 8));
            object.append(i == 0 ? Pickles.tensor(2, "") + "q\1" : "h\1");
        }
        object.append(Pickles.text("z")).append("N").append("uq\2");
        for (int i = 0; i < 100_000; i++) {
            object.append("X\5\0\0\0").append(String.format(Locale.ROOT, "%05d", i)).append("h\2");
        }
        Path file = Files.write(folder.resolve("model.pt"), Pickles.legacy(object + "u", 2));
        MalformedFileException refusal = assertTimeoutPreemptively(LONGEST,
                () -> assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file)));
        assertTrue(refusal.getMessage().startsWith(file + ": has no state dict") && refusal.getMessage().length() < 1000,
                refusal.getMessage());
    }

    @Test
    void aPickleOrAStorageThatInflatesBeyondReasonIsRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            Pickles.put(zip, "a/data.pkl", new byte[60 << 20], ZipEntry.DEFLATED);
        }
        Path file = Files.write(folder.resolve("model.pt"), bomb.toByteArray());
        String message = assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file)).getMessage();
        assertTrue(message.contains("entry \"a/data.pkl\" declares 62914560 bytes of 61"), message);
        bomb.reset();
        String object = "}" + Pickles.text("w") + Pickles.tensor(2, "") + "s";
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            Pickles.put(zip, "a/data.pkl", Pickles.latin("\u0080\2" + object + "."), ZipEntry.DEFLATED);
            Pickles.put(zip, "a/data/0", new byte[80 << 20], ZipEntry.DEFLATED);
        }
        Files.write(file, bomb.toByteArray());
        message = assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file)).getMessage();
        assertTrue(message.contains("entry \"a/data/0\" declares 83886080 bytes of"), message);
    }
}
