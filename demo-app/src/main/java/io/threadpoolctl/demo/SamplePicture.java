package io.threadpoolctl.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.DoubleUnaryOperator;

/**
 * A lake at dusk. Ridges, reeds and the sun's halo run across rows and columns, so that rank 1 is nothing but bars while
 * rank 40 looks like the picture.
 */
final class SamplePicture {

    static final int SIZE = 512;

    private static final double SHORE = 352;

    private final Graphics2D graphics;

    private SamplePicture(Graphics2D graphics) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    static BufferedImage draw() {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        SamplePicture picture = new SamplePicture(graphics);
        picture.sky();
        picture.mountains();
        picture.lake();
        picture.boat();
        picture.reeds();
        graphics.dispose();
        return image;
    }

    private void sky() {
        Paint dusk = new GradientPaint(0, 0, new Color(0x1b2a5e), 0, (float) SHORE, new Color(0xf6b26b));
        fill(dusk, new Rectangle2D.Double(0, 0, SIZE, SHORE));
        Color[] glow = {new Color(0xfff3c4), new Color(0xc0ffd9a0, true), new Color(0x00ffb060, true)};
        fill(
                new RadialGradientPaint(352, 190, 190, new float[] {0, 0.25f, 1}, glow),
                new Rectangle2D.Double(0, 0, SIZE, SHORE));
        fill(new Color(0xfff6d8), new Ellipse2D.Double(312, 150, 80, 80));
        for (int star = 0; star < 40; star++) {
            double size = 1.5 + star % 3;
            fill(new Color(0xe8ecff), new Ellipse2D.Double(star * 197 % 509, star * 83 % 131, size, size));
        }
    }

    private void mountains() {
        ridge(new Color(0x7a6a94), x -> 238 - 52 * Math.sin(x / 71 + 0.6) - 17 * Math.sin(x / 19));
        ridge(new Color(0x4c4a78), x -> 276 - 44 * Math.sin(x / 53 + 2.4) - 9 * Math.sin(x / 11));
        ridge(new Color(0x26325a), x -> 318 - 20 * Math.sin(x / 37 + 1.1) - 11 * Math.abs(Math.sin(x / 7)));
    }

    private void ridge(Color colour, DoubleUnaryOperator height) {
        GeneralPath ridge = new GeneralPath();
        ridge.moveTo(0, SHORE);
        for (int x = 0; x <= SIZE; x++) {
            ridge.lineTo(x, height.applyAsDouble(x));
        }
        ridge.lineTo(SIZE, SHORE);
        ridge.closePath();
        fill(colour, ridge);
    }

    private void lake() {
        Paint water = new GradientPaint(0, (float) SHORE, new Color(0xd79a72), 0, SIZE, new Color(0x14244c));
        fill(water, new Rectangle2D.Double(0, SHORE, SIZE, SIZE - SHORE));
        for (int wave = 0; wave < 22; wave++) {
            double y = SHORE + 4 + wave * wave * 0.34;
            double length = 60 - wave + 34 * Math.sin(wave * 1.7);
            double x = 352 + 14 * Math.sin(wave * 2.3);
            stroke(new Color(0xfbe3b4), 1.2 + wave * 0.13, new Line2D.Double(x - length / 2, y, x + length / 2, y));
        }
    }

    private void boat() {
        GeneralPath hull = new GeneralPath();
        hull.moveTo(96, 388);
        hull.lineTo(206, 388);
        hull.quadTo(190, 414, 168, 414);
        hull.lineTo(124, 414);
        hull.quadTo(106, 412, 96, 388);
        fill(new Color(0x3a1f2b), hull);
        GeneralPath sail = new GeneralPath();
        sail.moveTo(150, 268);
        sail.quadTo(216, 330, 204, 378);
        sail.lineTo(150, 378);
        sail.closePath();
        fill(new GradientPaint(150, 268, new Color(0xfdf6e3), 204, 378, new Color(0xd9643a)), sail);
        stroke(new Color(0x2a1620), 4, new Line2D.Double(147, 256, 147, 390));
    }

    private void reeds() {
        for (int reed = 0; reed < 34; reed++) {
            double x = 300 + reed * 6.4 + 5 * Math.sin(reed * 2.9);
            double lean = 13 * Math.sin(reed * 1.3);
            double top = 404 + 30 * Math.sin(reed * 0.8) + reed % 5 * 7;
            stroke(new Color(0x0d1a26), 2.2, new Line2D.Double(x, SIZE, x + lean, top));
            fill(new Color(0x6b4226), new Ellipse2D.Double(x + lean - 3, top - 16, 6, 22));
        }
    }

    private void fill(Paint paint, Shape shape) {
        graphics.setPaint(paint);
        graphics.fill(shape);
    }

    private void stroke(Color colour, double width, Shape shape) {
        graphics.setPaint(colour);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }
}
