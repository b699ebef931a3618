package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ExplanationTest {
    private static final InvalidPathException UNREADABLE = new InvalidPathException("\ufffd\ufffdbung.nii", "Malformed input");

    @ParameterizedTest
    @ValueSource(strings = {"ANSI_X3.4-1968", "US-ASCII", "ISO-8859-1", "no-such-encoding"})
    void saysWhatToSetWhereNamesAreNotUtf8(String encoding) {
        String said = Explanation.surroundings(new IllegalArgumentException(UNREADABLE), encoding).orElseThrow();
        assertTrue(said.contains("bung.nii\"") && said.contains(encoding) && said.contains("LC_ALL=C.UTF-8"), said);
    }

    @Test
    void otherPathsAreNotTheLocalesFault() {
        assertEquals(Optional.empty(), Explanation.surroundings(UNREADABLE, "UTF-8"));
        assertEquals(Optional.empty(), Explanation.surroundings(UNREADABLE, "utf8"));
        assertEquals(Optional.empty(), Explanation.surroundings(new InvalidPathException("a\0b", "Nul character not allowed"), "US-ASCII"));
    }

    /** A file of such a name may be there: from a disk whose names were changed by another program. */
    @Test
    void namesWithUnreadableBytesDoNotBecomeOtherNames(@TempDir Path folder) throws IOException {
        String name = folder.resolve("p\ufffd").toString();
        String said = assertThrows(TypeConversionException.class, () -> Explanation.path(name)).getMessage();
        assertTrue(said.startsWith("\"" + name + "\" has bytes that are no letters in UTF-8") && said.contains("rename it"), said);
        Files.createFile(Path.of(name));
        assertEquals(Path.of(name), Explanation.path(name));
    }

    @Test
    void tooManyOpenFilesAreSaidWhereverTheyWereMet() {
        FileSystemException full = new FileSystemException("x.nii", null, "Too many open files");
        for (Exception cause : new Exception[] {full, new UncheckedIOException(full), new IOException("x.nii: can't be read", full),
            new IOException("error=24, Too many open files")}) {
            assertTrue(Explanation.of(cause).startsWith("too many files are open") && Explanation.of(cause).contains("ulimit -n"));
        }
        assertEquals("x.nii: No space left on device", Explanation.of(new FileSystemException("x.nii", null, "No space left on device")));
        assertTrue(Explanation.of(new NoClassDefFoundError("a/B")).contains("incomplete"), "files can be opened here");
    }

    @Test
    void smallerImagesHelpOnlyWhereImagesAreTheCause() {
        OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
        assertTrue(Explanation.of(new LargeImagesException(heap)).endsWith("g, or use smaller images"));
        assertFalse(Explanation.of(heap).contains("image"), Explanation.of(heap));
        assertTrue(Explanation.of(heap).contains("FACTORIZER_JAVA_OPTIONS=-Xmx"), Explanation.of(heap));
    }

    @Test
    void aLargerHeapHelpsOnlyWhereTheHeapIsFull() {
        for (String reason : new String[] {"unable to create native thread", "Cannot reserve 8 bytes of direct buffer memory"}) {
            String said = Explanation.of(new OutOfMemoryError(reason));
            assertTrue(said.contains(reason) && !said.contains("-Xmx"), said);
        }
        assertTrue(Explanation.of(new OutOfMemoryError("GC overhead limit exceeded")).contains("-Xmx"));
    }

    @Test
    void whatModulesOfOthersDoWrongIsSaidWithItsCause() {
        IllegalStateException cause = new IllegalStateException("two rewrites have one name");
        assertEquals("two rewrites have one name", Explanation.of(new ExceptionInInitializerError(cause)));
        assertEquals("Provider a.B could not be instantiated: java.lang.IllegalStateException: two rewrites have one name;"
                + " correct the module that provides it, or take it off the module path",
                Explanation.of(new ServiceConfigurationError("Provider a.B could not be instantiated", cause)));
    }
}
