package dev.factorizer.io.nifti;

import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An image that is made when it is written and then forgotten, so that many of them need the memory of one. */
final class LateImage implements AtomicFile.Content {
    private final Path file;
    private final Supplier<NiftiImage> image;
    private AtomicFile.@Nullable Content written;

    LateImage(Path file, Supplier<NiftiImage> image) {
        this.file = file;
        this.image = image;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        written = image.get().content(file);
        written.writeTo(out);
    }

    @Override
    public void check(Path there) throws IOException {
        Objects.requireNonNull(written, "nothing was written").check(there);
        written = null;
    }
}
