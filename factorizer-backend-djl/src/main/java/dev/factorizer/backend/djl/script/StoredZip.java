package dev.factorizer.backend.djl.script;

import dev.factorizer.api.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file as PyTorch reads it: all in one folder, uncompressed, and the same bytes for the same contents. */
final class StoredZip {
    private final ZipOutputStream zip;
    private final String folder;

    /**
     * An empty one.
     *
     * @param out where to, which stays open
     * @param folder the folder's name
     */
    StoredZip(OutputStream out, String folder) {
        this.zip = new ZipOutputStream(out);
        this.folder = folder;
    }

    /** PyTorch maps the file into memory, so that nothing is compressed. */
    void put(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(folder + "/" + name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 check = new CRC32();
        check.update(content);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    void put(String name, String text) throws IOException {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The numbers of tensors, in files that a pickle names by 0, 1 …. */
    void putNumbers(Collection<Tensor> tensors) throws IOException {
        put("byteorder", "little");
        int storage = 0;
        for (Tensor tensor : tensors) {
            put("data/" + storage++, tensor.segment().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    void finish() throws IOException {
        zip.finish();
    }
}
