package dev.factorizer.examples.pictures;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;

/** This machine has no fonts that Java can draw with, as on bare containers. */
public final class MissingFontsException extends IOException {
    private static final long serialVersionUID = 1L;

    private MissingFontsException(Throwable cause) {
        super("no fonts were found on this machine (" + cause.getMessage() + "); install fontconfig and a font, such as"
                + " DejaVu", cause);
    }

    /**
     * Tries to lay out a letter.
     *
     * @throws MissingFontsException if that fails
     */
    public static void check() throws MissingFontsException {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).createGlyphVector(new FontRenderContext(null, true, true), "a");
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Without fontconfig Java throws what it happens to stumble over: there is no exception of its own for it.
            throw new MissingFontsException(e);
        }
    }
}
