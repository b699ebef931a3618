package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no image of NIfTI is called by its name, packed or not. */
class OtherFormatsTest {
    @TempDir
    private Path folder;

    private void refused(String name, byte[] bytes, String complaint) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        var refusal = assertThrows(MalformedFileException.class, () -> NiftiImage.read(file));
        assertTrue(refusal.getMessage().contains(name + ": ") && refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html>no</html>|an HTML page",
        "version https://git-lfs.github.com/spec/v1|a git LFS pointer", "PK\u0003\u0004rest of it|a zip archive",
        "ObjectType = Image|a MetaImage", "NRRD0004|an NRRD image", "\u0089HDF\r\n\u001a\n|an HDF5 file", "hello, it is me|plain text",
        "CDF\u0001 and so on|a NetCDF file"})
    void aFileOfAnotherFormat(String contentAndName) throws IOException {
        String name = contentAndName.substring(contentAndName.indexOf('|') + 1);
        byte[] bytes = contentAndName.substring(0, contentAndName.indexOf('|')).getBytes(StandardCharsets.ISO_8859_1);
        refused("image.nii", bytes, "is " + name);
        refused("image.nii", bytes, "expected a NIfTI image");
        refused("image.nii.gz", RawNifti.gzip(bytes), "holds, compressed, " + name);
        refused("image.hdr", bytes, "is " + name);
    }

    @Test
    void dicom() throws IOException {
        byte[] bytes = new byte[1000];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, bytes, 128, 4);
        refused("image.dcm", bytes, "is a DICOM file");
    }

    @Test
    void compressedTwiceOrMore() throws IOException {
        byte[] twice = RawNifti.gzip(RawNifti.gzip(RawNifti.good().bytes()));
        refused("image.nii.gz", twice, "is gzip data inside of gzip data: it was compressed twice; unpack it once");
        refused("image.nii.gz", RawNifti.gzip(twice), "is gzip data inside of gzip data");
    }

    @Test
    void zerosAndNoise() throws IOException {
        refused("image.nii", new byte[1000], "is only zeros");
        byte[] noise = new byte[1000];
        Arrays.fill(noise, (byte) 0xc3);
        refused("image.nii", noise, "sizeof_hdr is -1010580541");
    }

    @Test
    void analyze() throws IOException {
        byte[] bytes = RawNifti.good().header();
        Arrays.fill(bytes, 344, 348, (byte) 0);
        refused("image.hdr", bytes, "an Analyze 7.5 image has the same size");
    }
}
