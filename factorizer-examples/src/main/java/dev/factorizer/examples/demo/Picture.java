package dev.factorizer.examples.demo;

import dev.factorizer.examples.pictures.MissingFontsException;
import dev.factorizer.examples.pictures.PictureFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The picture of a demonstration: a slice of each of the first unseen heads with the outlines of truth and prediction, and
 * below them the curve of the loss. Drawn without a display.
 *
 * @param scores of the unseen heads
 * @param slices of the same heads, in the same order
 * @param losses the training
 */
record Picture(List<CaseScore> scores, List<LesionSlice> slices, LossCurve losses) {
    private static final int SCALE = 6;
    private static final int COLUMNS = 4;
    private static final int GAP = 12;
    private static final int CAPTION = 22;
    private static final int HEADING = 56;
    private static final int CURVE = 300;

    /** Copies the lists. */
    Picture {
        scores = List.copyOf(scores);
        slices = List.copyOf(slices);
    }

    /**
     * Draws the picture into a file.
     *
     * @param file a PNG file
     * @throws IOException if it can't be written
     * @throws MissingFontsException if this machine has no fonts; nothing is written then
     */
    void write(Path file) throws IOException {
        BufferedImage picture = draw();
        PictureFile.write(picture, file);
    }

    private BufferedImage draw() throws MissingFontsException {
        MissingFontsException.check();
        int tile = slices.getFirst().head().size() * SCALE;
        int rows = (slices.size() + COLUMNS - 1) / COLUMNS;
        int columns = Math.min(COLUMNS, slices.size());
        int width = Math.max(640, GAP + columns * (tile + GAP));
        int height = HEADING + rows * (tile + CAPTION + GAP) + CURVE + GAP;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        heading(graphics);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        for (int i = 0; i < slices.size(); i++) {
            int x = GAP + i % COLUMNS * (tile + GAP);
            int y = HEADING + i / COLUMNS * (tile + CAPTION + GAP);
            LesionSlice slice = slices.get(i);
            graphics.drawImage(slice.draw(slice.fullest(), SCALE), x, y, null);
            graphics.setColor(Color.BLACK);
            graphics.drawString(caption(scores.get(i)), x, y + tile + 16);
        }
        graphics.drawImage(losses.draw(width - 2 * GAP, CURVE), GAP, height - CURVE - GAP, null);
        graphics.dispose();
        return picture;
    }

    private void heading(Graphics2D graphics) {
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        graphics.drawString(String.format(Locale.ROOT, "Unseen heads, mean Dice %.3f. One head with simulated lesions: no"
                + " clinical result.", CaseScore.meanDice(scores)), GAP, 22);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        key(graphics, GAP, LesionSlice.TRUTH, "truth");
        key(graphics, GAP + 90, LesionSlice.PREDICTION, "prediction");
    }

    private static void key(Graphics2D graphics, int x, Color color, String name) {
        graphics.setColor(color);
        graphics.fillRect(x, 33, 14, 14);
        graphics.setColor(Color.BLACK);
        graphics.drawString(name, x + 20, 45);
    }

    private static String caption(CaseScore score) {
        return score.hasLesion() ? String.format(Locale.ROOT, "%s: Dice %.3f", score.name(), score.dice())
                : score.name() + ": no lesion, " + score.predictedVoxels() + " voxels predicted";
    }
}
