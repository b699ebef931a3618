package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HeadTest {
    @Test
    void comesWithTheModule() throws IOException {
        Head head = Head.load();
        assertArrayEquals(HeadFiles.SIZES, head.sizes());
        assertEquals(4, head.spacing());
        double litres = 0;
        for (int i = 0; i < head.brain().length; i++) {
            assertTrue(head.levels()[i] >= 0 && head.levels()[i] <= Head.GREATEST_LEVEL, "level " + head.levels()[i]);
            assertTrue(head.brain()[i] == 0 || head.brain()[i] == 1, "brain " + head.brain()[i]);
            litres += head.brain()[i] * 64e-6;
        }
        assertEquals(1.7, litres, 0.3, "volume of the brain in litres");
    }

    @Test
    void brainIsBrighterThanAir() throws IOException {
        Head head = Head.load();
        double[] identity = new double[Head.GREATEST_LEVEL + 1];
        for (int i = 0; i < identity.length; i++) {
            identity[i] = i;
        }
        assertTrue(head.meanOfBrain(identity) > 60, "mean of the brain");
        assertEquals(0, head.levels()[0]);
    }

    @Test
    void keepsTheNoticeOfItsSource() throws IOException {
        try (InputStream in = Head.class.getResourceAsStream("head-license.txt")) {
            assertNotNull(in);
            String notice = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(notice.contains("Chris Rorden") && notice.contains("Redistributions in binary form"), notice);
        }
    }

    /**
     * The hashes are those of files that were compared with their originals; run with {@code -Dfactorizer.brain=FOLDER},
     * where the originals are, to compare them again.
     */
    @Test
    void isTheMeanOfTheOriginals() throws IOException, NoSuchAlgorithmException {
        assertEquals("7a583601d71c60ccf43274b1d5c4bfadac8bd2eea2ab781279bafd8701669b7c", hash("head.nii.gz"));
        assertEquals("b4fefd3bbe8e6e457c262cf96465a87689e4caef4fa51236e21b784d3c7ffbb9", hash("brain.nii.gz"));
        String originals = System.getProperty("factorizer.brain", "");
        if (!originals.isEmpty()) {
            Head head = Head.load();
            assertArrayEquals(HeadFiles.levels(Path.of(originals, "ch2.nii.gz")), head.levels());
            assertArrayEquals(HeadFiles.brain(Path.of(originals, "ch2bet.nii.gz")), head.brain());
        }
    }

    private static String hash(String resource) throws IOException, NoSuchAlgorithmException {
        try (InputStream in = Head.class.getResourceAsStream(resource)) {
            assertNotNull(in);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
    }
}
