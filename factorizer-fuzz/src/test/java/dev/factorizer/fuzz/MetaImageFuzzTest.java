package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** MetaImages: an input is the {@link Parts} header, with or without voxels, and {@code image.raw} beside it. */
@ExtendWith(ReaderLimits.class)
class MetaImageFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void metaImage(byte[] input) throws IOException {
        List<byte[]> parts = Parts.of(input, 2);
        Path header = folder.resolve("image.mha");
        Parts.write(header, parts.get(0));
        Parts.write(folder.resolve("image.raw"), parts.get(1));
        ReaderLimits.check(header, Volumes::read);
    }
}
