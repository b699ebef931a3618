package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.datalist.Folds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists of the Decathlon, of MONAI and of nnU-Net. An input is the {@link Parts} {@code dataset.json} and {@code splits_final.json}
 * beside it.
 */
@ExtendWith(ReaderLimits.class)
class DataListFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void list(byte[] input) throws IOException {
        List<byte[]> parts = Parts.of(input, 2);
        Path place = Files.createDirectories(folder.resolve("dataset"));
        Parts.write(place.resolve("dataset.json"), parts.get(0));
        Parts.write(place.resolve("splits_final.json"), parts.get(1));
        ReaderLimits.check(place, path -> Folds.leaks(DataLists.read(path)));
    }
}
