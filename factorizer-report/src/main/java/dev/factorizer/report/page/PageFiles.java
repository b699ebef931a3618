package dev.factorizer.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Styles, scripts and data for the page. */
final class PageFiles {
    /** See NOTICE for its license. */
    static final String NIIVUE = "niivue-0.69.0.umd.js";

    private static final JsonMapper JSON = new JsonMapper();

    private PageFiles() { }

    static String read(String name) throws IOException {
        try (InputStream file = PageFiles.class.getResourceAsStream("/dev/factorizer/report/" + name)) {
            if (file == null) {
                throw new IOException("the report's file " + name + " is missing from its module; build or install it again");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What a content security policy calls a text by. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A tree as JSON that can stand in a script: nothing in it looks like the end of one. */
    static String json(Map<String, Object> tree) {
        try {
            return JSON.writeValueAsString(tree).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("report: this can't be written as JSON", e);
        }
    }

    /** In seven digits; JSON has no numbers for what is not finite. */
    static @Nullable Object number(double value) {
        if (Double.isFinite(value)) {
            return new BigDecimal(value).round(MathContext.DECIMAL32).stripTrailingZeros();
        }
        return Double.isNaN(value) ? null : value > 0 ? "inf" : "-inf";
    }
}
