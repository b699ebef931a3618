package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pickle of a checkpoint, which is the input, in an intact archive with one storage of 64 bytes, {@code 0}. */
@ExtendWith(ReaderLimits.class)
class PickleFuzzTest {
    private static final int STORAGE_BYTES = 64;

    @TempDir
    static Path folder;

    @FuzzTest
    void pickle(byte[] input) throws IOException {
        Path file = folder.resolve("model.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "model/data.pkl", input);
            put(zip, "model/data/0", new byte[STORAGE_BYTES]);
        }
        ReaderLimits.check(file, path -> TorchCheckpoint.read(path).tensors().values().forEach(StoredTensor::doubles));
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
