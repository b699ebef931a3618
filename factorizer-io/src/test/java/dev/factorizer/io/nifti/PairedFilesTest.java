package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and voxels in files of their own: how the names go together, and which file holds what. */
class PairedFilesTest {
    @TempDir
    private Path folder;

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), name.endsWith(".gz") ? RawNifti.gzip(bytes) : bytes);
    }

    private NiftiImage read(String name) throws IOException {
        NiftiImage image = NiftiImage.read(folder.resolve(name));
        assertEquals(120, image.values());
        for (int i = 0; i < 120; i++) {
            assertEquals(i, image.value(i));
        }
        return image;
    }

    @ParameterizedTest
    @CsvSource({"a.hdr, a.img", "a.hdr.gz, a.img.gz", "a.hdr, a.img.gz", "a.hdr.gz, a.img", "A.HDR, A.IMG", "a.HDR, a.IMG",
        "A.HDR.gz, A.IMG.gz", "A.HDR, A.IMG.gz", "A.HDR.gz, A.IMG", "a.HDR, a.img", "a.hdr, a.IMG", "a.img.b.hdr, a.img.b.img",
        "x.hdr.hdr, x.hdr.img"})
    void eachFindsTheOther(String header, String voxels) throws IOException {
        write(header, RawNifti.good().magic("ni1").offset(0).header());
        write(voxels, RawNifti.good().voxels());
        for (String name : List.of(header, voxels)) {
            assertEquals(List.of(), read(name).warnings());
        }
    }

    @Test
    void theSameSpellingGoesBeforeOthers() throws IOException {
        write("a.hdr", RawNifti.good().magic("ni1").offset(0).header());
        write("a.img.gz", new byte[240]);
        write("a.IMG", new byte[240]);
        write("a.img", RawNifti.good().voxels());
        read("a.hdr");
        Files.delete(folder.resolve("a.img"));
        write("a.img.gz", RawNifti.good().voxels());
        read("a.hdr");
    }

    @Test
    void whatIsMissingIsNamedAsOneWouldCallIt() throws IOException {
        for (String header : List.of("a.hdr", "B.HDR")) {
            write(header, RawNifti.good().magic("ni1").offset(0).header());
            String message = assertThrows(MalformedFileException.class, () -> read(header)).getMessage();
            assertTrue(message.endsWith("has its voxels in " + header.replace("hdr", "img").replace("HDR", "IMG")
                    + ", which does not exist beside it"), message);
        }
    }

    /** nibabel and ITK go by the name where header and voxels are two files, whatever the magic says. */
    @ParameterizedTest
    @ValueSource(ints = {0, 16, 347})
    void theMagicOfASingleFileInAPair(int offset) throws IOException {
        write("a.hdr", RawNifti.good().offset(offset).header());
        write("a.img", RawNifti.joined(new byte[offset], RawNifti.good().voxels()));
        for (String name : List.of("a.hdr", "a.img")) {
            assertEquals(List.of(folder.resolve(name) + ": magic is \"n+1\", which puts the voxels into the same file, but"
                    + " vox_offset is " + offset + " and they are in a.img; they are read from there"), read(name).warnings());
        }
        Files.delete(folder.resolve("a.img"));
        String message = assertThrows(MalformedFileException.class, () -> read("a.hdr")).getMessage();
        assertTrue(message.contains("vox_offset is " + offset + ", inside the header"), message);
    }

    @Test
    void aSingleFileUnderTheNameOfAHeaderStaysOne() throws IOException {
        write("a.hdr", RawNifti.good().bytes());
        write("a.img", new byte[240]);
        assertEquals(List.of(), read("a.hdr").warnings());
    }
}
