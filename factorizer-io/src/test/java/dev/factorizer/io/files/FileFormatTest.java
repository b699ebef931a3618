package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.GoldenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {
    private static Optional<FileFormat> kind(String latin) {
        return FileFormat.of(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZIP|PK\u0003\u0004", "ZIP|PK\u0005\u0006", "SEVEN_ZIP|7z\u00bc\u00af'\u001c", "BZIP2|BZh91AY",
        "XZ|\u00fd7zXZ\0", "ZSTANDARD|(\u00b5/\u00fd", "GZIP|\u001f\u008b\b",
        "LFS_POINTER|version https://git-lfs.github.com/spec/v1\noid sha256:12", "ANNEX_POINTER|/annex/objects/MD5E-s1--1.nii",
        "HTML|<!DOCTYPE html>", "HTML|<html lang=en>", "HTML|\r\n  <HTML>", "HTML|<!-- x -->\n<!doctype HTML public>",
        "HTML|\u00ef\u00bb\u00bf<html>", "HTML|<?xml version='1.0'?><html xmlns=''>", "XML|<?xml version='1.0'?><svg>",
        "META_IMAGE|ObjectType = Image\nNDims = 3\u0001\u0002", "META_IMAGE|NDims=3\n", "META_IMAGE|Comment = by x\nObjectType = Image",
        "NRRD|NRRD0005\ntype: short", "HDF5|\u0089HDF\r\n\u001a\n", "NETCDF|CDF\u0001", "NETCDF|CDF\u0002", "NUMPY|\u0093NUMPY\u0001",
        "APPLE_DOUBLE|\0\u0005\u0016\u0007\0\u0002", "META_IMAGE|Comment: x\nNDims: 3", "MATLAB|MATLAB 5.0 MAT-file, Platform", "PNG|\u0089PNG\r\n\u001a\n", "JPEG|\u00ff\u00d8\u00ff\u00e0", "TIFF|II*\0", "TIFF|MM\0*",
        "PDF|%PDF-1.7", "PICKLE|\u0080\u0002}q\0", "JSON|{\"a\": 1}", "JSON| [1, 2]", "TEXT|gr\u00c3\u00bc\u00c3\u009f dich", "TEXT|Not Found", "TEXT|<b>no</b>"})
    void isToldByItsBeginning(String kindAndStart) {
        String[] parts = kindAndStart.split("\\|", 2);
        FileFormat expected = FileFormat.valueOf(parts[0]);
        String start = parts[1];
        assertEquals(Optional.of(expected), kind(start));
        assertEquals(Optional.of(expected), kind(start + " and more".repeat(200)));
    }

    @Test
    void isToldByBytesFurtherOn() throws IOException {
        byte[] bytes = new byte[600];
        assertEquals(Optional.of(FileFormat.ZEROS), FileFormat.of(bytes));
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, bytes, 128, 4);
        assertEquals(Optional.of(FileFormat.DICOM), FileFormat.of(bytes));
        byte[] tar = new byte[512];
        tar[0] = 'a';
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertEquals(Optional.of(FileFormat.TAR), FileFormat.of(tar));
        byte[] mgh = ByteBuffer.allocate(284).putInt(1).putInt(256).putInt(256).putInt(256).putInt(1).putInt(3).array();
        assertEquals(Optional.of(FileFormat.MGH), FileFormat.of(mgh));
    }

    @Test
    void knowsTheFilesOfThisProgram() throws IOException {
        for (String name : new String[] {"io/int16.nii", "io/nifti2.nii", "io/bigEndian-int16.nii", "io/nifti2-bigEndian.nii",
            "io/pair.hdr"}) {
            assertEquals(Optional.of(FileFormat.NIFTI), FileFormat.of(Files.readAllBytes(GoldenFiles.path(name))), name);
        }
        assertEquals(Optional.of(FileFormat.SAFETENSORS),
                FileFormat.of(Files.readAllBytes(GoldenFiles.path("checkpoints/tiny.safetensors"))));
        assertEquals(Optional.of(FileFormat.ZIP), FileFormat.of(Files.readAllBytes(GoldenFiles.path("checkpoints/plain.pt"))));
        assertEquals(Optional.of(FileFormat.PICKLE), FileFormat.of(Files.readAllBytes(GoldenFiles.path("checkpoints/legacy.pt"))));
    }

    @Test
    void whatIsNothingKnownIsNothing() {
        byte[] noise = new byte[512];
        Arrays.fill(noise, (byte) 0x9c);
        assertEquals(Optional.empty(), FileFormat.of(noise));
        assertEquals(Optional.empty(), FileFormat.of(new byte[0]));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindSaysWhatToDo(FileFormat kind) {
        String sentence = kind.insteadOf("a NIfTI image");
        assertTrue(sentence.startsWith("is " + kind.description() + ", expected a NIfTI image; ") && sentence.endsWith(kind.advice())
                && kind.advice().length() > 10, sentence);
    }
}
