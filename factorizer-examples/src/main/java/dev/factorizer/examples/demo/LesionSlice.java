package dev.factorizer.examples.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * One axial slice of a case as a picture, with the outlines of truth and prediction: the front of the head is up, its right
 * side is on the right. Where both outlines run together they are seen side by side.
 *
 * @param head the case
 * @param prediction foreground where not 0; ordered like the head
 */
record LesionSlice(SimulatedHead head, float[] prediction) {
    /** The color of the truth. */
    static final Color TRUTH = new Color(0x35C759);
    /** The color of the prediction. */
    static final Color PREDICTION = new Color(0xFF9F0A);

    private static final double WHITE_QUANTILE = 0.999;

    /** {@return the slice with most voxels of truth or prediction; the middle one if there are none} */
    int fullest() {
        int size = head.size();
        int[] counts = new int[size];
        for (int i = 0; i < prediction.length; i++) {
            counts[i % size] += (head.lesion()[i] != 0 ? 1 : 0) + (prediction[i] != 0 ? 1 : 0);
        }
        int best = size / 2;
        for (int z = 0; z < size; z++) {
            best = counts[z] > counts[best] ? z : best;
        }
        return best;
    }

    /**
     * Draws a slice.
     *
     * @param z which one, from the bottom
     * @param scale pixels along the edge of a voxel
     * @return the picture
     */
    BufferedImage draw(int z, int scale) {
        int size = head.size();
        BufferedImage picture = new BufferedImage(size * scale, size * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        double white = white();
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                int gray = (int) Math.min(255, 255 * head.image()[index(x, y, z)] / white);
                graphics.setColor(new Color(gray, gray, gray));
                graphics.fillRect(x * scale, (size - 1 - y) * scale, scale, scale);
            }
        }
        graphics.setStroke(new BasicStroke(2));
        graphics.setColor(TRUTH);
        outline(graphics, head.lesion(), z, scale, 1);
        graphics.setColor(PREDICTION);
        outline(graphics, prediction, z, scale, -1);
        graphics.dispose();
        return picture;
    }

    /** The brightness drawn white; a few voxels of noise may be brighter. */
    private double white() {
        float[] sorted = head.image().clone();
        Arrays.sort(sorted);
        return Math.max(Float.MIN_NORMAL, sorted[(int) (WHITE_QUANTILE * (sorted.length - 1))]);
    }

    /** The edges between voxels inside and outside, moved inwards or outwards by some pixels. */
    private void outline(Graphics2D graphics, float[] mask, int z, int scale, int inwards) {
        int size = head.size();
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                if (!inside(mask, x, y, z)) {
                    continue;
                }
                int left = x * scale + inwards;
                int right = (x + 1) * scale - inwards;
                int top = (size - 1 - y) * scale + inwards;
                int bottom = (size - y) * scale - inwards;
                if (!inside(mask, x - 1, y, z)) {
                    graphics.drawLine(left, top, left, bottom);
                }
                if (!inside(mask, x + 1, y, z)) {
                    graphics.drawLine(right, top, right, bottom);
                }
                if (!inside(mask, x, y + 1, z)) {
                    graphics.drawLine(left, top, right, top);
                }
                if (!inside(mask, x, y - 1, z)) {
                    graphics.drawLine(left, bottom, right, bottom);
                }
            }
        }
    }

    private boolean inside(float[] mask, int x, int y, int z) {
        return x >= 0 && y >= 0 && x < head.size() && y < head.size() && mask[index(x, y, z)] != 0;
    }

    private int index(int x, int y, int z) {
        return (x * head.size() + y) * head.size() + z;
    }
}
