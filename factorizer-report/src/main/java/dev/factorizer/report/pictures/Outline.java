package dev.factorizer.report.pictures;

import java.util.BitSet;

/** The border of a mask along the edges of its pixels, as the path of an SVG. */
public final class Outline {
    private final boolean[] mask;
    private final int width;
    private final int height;
    /** Edges of pixels that were walked along, by their upper or left end: those across, then those down. */
    private final BitSet walked = new BitSet();
    private final StringBuilder path = new StringBuilder();

    private Outline(boolean[] mask, int width) {
        this.mask = mask;
        this.width = width;
        this.height = mask.length / width;
    }

    /**
     * {@return closed lines around all that is inside, with the inside on their right; empty if nothing is}
     *
     * @param mask whether each pixel is inside, row by row
     * @param width pixels of a row
     */
    public static String of(boolean[] mask, int width) {
        Outline outline = new Outline(mask, width);
        for (int y = 0; y < outline.height; y++) {
            for (int x = 0; x < width; x++) {
                // Each closed line has an upper edge somewhere.
                if (outline.inside(x, y) && !outline.inside(x, y - 1) && !outline.walked.get(y * width + x)) {
                    outline.walk(x, y);
                }
            }
        }
        return outline.path.toString();
    }

    private boolean inside(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x];
    }

    /** Along the upper edge of a pixel to the right, and on until there again; pixels that touch at a corner are apart. */
    private void walk(int startX, int startY) {
        int x = startX;
        int y = startY;
        int dx = 1;
        int dy = 0;
        path.append('M').append(x).append(' ').append(y);
        do {
            if (dx == 1) {
                walked.set(y * width + x);
            }
            x += dx;
            y += dy;
            int turn = turn(x, y, dx, dy);
            if (turn != 0) {
                path.append(dx != 0 ? 'H' : 'V').append(dx != 0 ? x : y);
                int before = dx;
                dx = -turn * dy;
                dy = turn * before;
            }
        } while (x != startX || y != startY || dx != 1);
        path.append('Z');
    }

    /** 1 to the right, −1 to the left, 0 straight on. */
    private int turn(int x, int y, int dx, int dy) {
        // The pixels ahead of this corner: on the right of the way, and on the left.
        boolean right = inside(x + (dx - dy - 1) / 2, y + (dy + dx - 1) / 2);
        boolean left = inside(x + (dx + dy - 1) / 2, y + (dy - dx - 1) / 2);
        if (!right) {
            return 1;
        }
        return left ? -1 : 0;
    }
}
