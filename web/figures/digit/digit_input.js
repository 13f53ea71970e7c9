import { html, nothing } from 'lit';
import { EngineError } from '../../engine/errors.js';
import { importOnce } from '../../engine/load_once.js';
import { sharedEngine } from '../../engine/shared_engine.js';
import {
  pixelsFromText,
  pixelsToText,
  strokesFromText,
  strokesToText,
} from '../input/drawing_text.js';
import { FileInput } from '../input/file_input.js';
import '../parts/digit_gallery.js';
import '../parts/drawing_pad.js';
import { galleryDigits } from '../parts/gallery_digits.js';
import { words } from '../words.js';
import { padDescription, pixelsOf } from './digit_source.js';

/** @import { Pixels, Stroke } from '../../engine/types.js' */
/** @import { Figure } from '../figure.js' */
/** @import { PixelEditor } from '../input/pixel_editor.js' */
/** @import { DrawingPad } from '../parts/drawing_pad.js' */
/** @import { GalleryDigit } from '../parts/gallery_digits.js' */
/** @import { DigitSource } from './digit_source.js' */

/** What is fetched when it is needed. */
const scripts = {
  pixelEditor: importOnce(() => import('../input/pixel_editor.js')),
  pictureFile: importOnce(() => import('../input/picture_file.js')),
  digitChooser: importOnce(() => import('../input/digit_chooser.js')),
};

/** Always the same array, so that the gallery is not drawn again. @type {GalleryDigit[]} */
const noDigits = [];

/**
 * What the input needs of its figure.
 *
 * @typedef {object} Drawn
 * @property {(change: { isNew: boolean, time?: number }) => void} drawingChanged is told that another drawing is there
 *   (`isNew`), or the same one with more or fewer strokes; `time` is that of the event
 * @property {(classifier: string) => void} take
 * @property {(error: unknown) => void} fail
 * @property {Pixels | null} seenPixels what the classifier sees, for the pixel editor to begin with
 */

/** The digit figure's input: the pad with its buttons, files, and the gallery of test digits. */
export class DigitInput {
  #figure;
  /** @type {GalleryDigit[]} */
  #galleryDigits = [];
  /** The file that is being opened, until something newer comes. @type {Blob | null} */
  #opening = null;
  /** The file that could not be read, until something newer comes. @type {File | null} */
  #unread = null;
  /** Whether single pixels are being turned on and off. */
  #isEditingPixels = false;

  /** Where the digit comes from. @type {DigitSource} */
  source = { kind: 'nothing' };
  /** Whether something was drawn, uploaded or picked: from then on the attributes do not say what is shown. */
  hasBegun = false;

  /** @param {Figure & Drawn} figure */
  constructor(figure) {
    this.#figure = figure;
    /** Files that are chosen, dropped or pasted. */
    this.file = new FileInput(figure, (files) => void this.#open(files));
  }

  /** What is to be read. @returns {{ strokes: Stroke[] | null, pixels: Pixels | null }} */
  get drawing() {
    return {
      strokes: this.source.kind === 'strokes' ? this.strokes : null,
      pixels: pixelsOf(this.source),
    };
  }

  /** @returns {Stroke[]} */
  get strokes() {
    return this.#pad?.strokes ?? [];
  }

  set strokes(strokes) {
    if (this.#pad) this.#pad.strokes = strokes;
    else void this.#figure.updateComplete.then(() => (this.strokes = strokes));
  }

  /** Whether a pen is down. */
  get isDrawing() {
    return this.#pad?.isDown ?? false;
  }

  /** Whether the gallery's digits are there. */
  get hasGallery() {
    return this.#galleryDigits.length > 0;
  }

  /** Fetches the gallery's digits. */
  async openGallery() {
    this.#galleryDigits = await galleryDigits();
    this.#figure.requestUpdate();
  }

  /**
   * Shows the first test digit of a class, unless something is shown.
   *
   * @param {number | null} label
   */
  showFirst(label) {
    const first = this.#galleryDigits.find((digit) => digit.label === label);
    if (first && !this.hasBegun && this.source.kind === 'nothing') this.#pick(first);
  }

  /** The drawing that the figure's attributes say. */
  get #asked() {
    const textOf = (/** @type {string} */ name) => this.#figure.getAttribute(name) ?? '';
    return {
      strokes: strokesFromText(textOf('strokes')),
      pixels: pixelsFromText(textOf('pixels')),
    };
  }

  /** Shows the drawing of the figure's attribute `strokes` or `pixels`. @returns {boolean} whether there is one */
  showAttributes() {
    const { strokes, pixels } = this.#asked;
    if (strokes) this.strokes = strokes;
    else if (pixels) this.#leavePad({ kind: 'pixels', pixels });
    return strokes !== null || pixels !== null;
  }

  /**
   * Shows the drawing that the attributes say; without one the first test digit of a class, or an empty pad.
   *
   * @param {number | null} label
   */
  startOver(label) {
    this.#takeInput();
    this.#isEditingPixels = false;
    if (this.showAttributes()) return;
    this.#leavePad({ kind: 'nothing' });
    this.hasBegun = false;
    this.showFirst(label);
  }

  /** The attribute that makes a figure show the same digit, if there is one. @returns {Record<string, string>} */
  get attributes() {
    const { source } = this;
    if (
      source.kind === 'gallery' &&
      source.digit === this.#galleryDigits.find(({ label }) => label === source.digit.label)
    ) {
      return { digit: String(source.digit.label) };
    }
    // Before anything is shown, what is to be shown.
    const { strokes, pixels } = this.hasBegun
      ? { strokes: source.kind === 'strokes' && this.strokes, pixels: pixelsOf(source) }
      : this.#asked;
    if (strokes) return { strokes: strokesToText(strokes) };
    if (pixels) return { pixels: pixelsToText(pixels) };
    return this.hasBegun ? {} : this.#figure.attributesOf(['digit']);
  }

  /** @returns {DrawingPad | null} */
  get #pad() {
    return this.#figure.renderRoot?.querySelector('deepfool-drawing-pad') ?? null;
  }

  /** The element whose last step can be undone. @returns {DrawingPad | PixelEditor | null} */
  get #surface() {
    return this.#figure.renderRoot?.querySelector('deepfool-pixel-editor') ?? this.#pad;
  }

  /** Is called when the visitor puts something in; a file that is still being opened is dropped. */
  #takeInput() {
    this.file.markUsed();
    this.hasBegun = true;
    this.#opening = null;
    this.#unread = null;
  }

  /**
   * Shows the digit of another source.
   *
   * @param {DigitSource} source
   * @param {number} [time]
   */
  #turnTo(source, time) {
    const last = this.source;
    if (last.kind === 'picture' && !('bitmap' in source && source.bitmap === last.bitmap)) {
      last.bitmap.close();
    }
    this.source = source;
    this.#figure.requestUpdate();
    this.#figure.drawingChanged({ isNew: true, time });
  }

  /**
   * Shows a digit that is not drawn. The ink goes; undoing brings it back.
   *
   * @param {DigitSource} source
   */
  #leavePad(source) {
    this.#turnTo(source);
    this.#pad?.clear();
  }

  /** @param {CustomEvent<number>} event */
  #drawn = ({ detail: time }) => {
    this.#takeInput();
    const wasDrawn = this.source.kind === 'strokes';
    const isEmpty = this.#pad?.isEmpty ?? true;
    if (!isEmpty && wasDrawn) this.#figure.drawingChanged({ isNew: false, time });
    else if (!isEmpty) this.#turnTo({ kind: 'strokes' }, time);
    else if (wasDrawn) this.#turnTo({ kind: 'nothing' }, time);
    this.#figure.requestUpdate();
  };

  /** @param {GalleryDigit} digit */
  #pick(digit) {
    this.#takeInput();
    this.#leavePad({ kind: 'gallery', digit });
  }

  /** @param {CustomEvent<Pixels | null>} event */
  #edited = ({ detail: pixels }) => {
    this.#takeInput();
    this.#leavePad(pixels ? { kind: 'pixels', pixels } : { kind: 'nothing' });
  };

  #clear = () => {
    this.#takeInput();
    if (this.#pad?.isEmpty) this.#turnTo({ kind: 'nothing' });
    else this.#pad?.clear();
  };

  #toggleEditor = async () => {
    try {
      if (!this.#isEditingPixels) await (await scripts.pixelEditor()).ready;
      this.#isEditingPixels = !this.#isEditingPixels;
      this.#figure.requestUpdate();
    } catch (error) {
      this.#figure.fail(error);
    }
  };

  /** @param {File[]} files pictures, of which the first is shown, or classifiers */
  async #open(files) {
    this.#takeInput();
    const [file] = files;
    this.#opening = file;
    try {
      const [{ decodePicture, openClassifiers }, chooser] = await Promise.all([
        scripts.pictureFile(),
        scripts.digitChooser(),
      ]);
      const classifier = await openClassifiers(files);
      if (classifier) {
        this.#figure.take(classifier);
        return;
      }
      const { bitmap, picture } = await decodePicture(file);
      const found = await sharedEngine().digitsFromPicture(picture);
      await chooser.ready;
      const chosen = found.outcome === 'one' ? 0 : -1;
      if (file !== this.#opening) bitmap.close();
      else {
        this.#isEditingPixels = false;
        this.#leavePad({ kind: 'picture', bitmap, found, chosen });
      }
    } catch (error) {
      if (file !== this.#opening) return;
      if (error instanceof EngineError && error.code === 'picture') {
        // Nothing of the last picture stays: it would seem to be this one.
        this.#isEditingPixels = false;
        this.#leavePad({ kind: 'nothing' });
        this.#unread = file;
      }
      this.#figure.fail(error);
    }
  }

  /** Opens the file once more that could not be read. @returns {boolean} whether there is one */
  reopen() {
    const file = this.#unread;
    if (file) void this.#open([file]);
    return file !== null;
  }

  undo = () => {
    this.#surface?.undo();
    this.#figure.requestUpdate();
  };

  /** @param {boolean} withGallery whether the gallery's digits are drawn */
  render(withGallery) {
    const { source } = this;
    const isTest = source.kind === 'gallery';
    const ghost = isTest || source.kind === 'pixels' ? pixelsOf(source) : null;
    return html`<div class="input">
      <deepfool-drawing-pad
        part="pad"
        hint=${source.kind === 'nothing' || isTest ? words.hint : ''}
        text=${padDescription(source, () => this.strokes)}
        ?inert=${this.#isEditingPixels}
        @draw=${this.#drawn}
      >
        ${
          ghost
            ? html`<deepfool-pixel-view
                class="ghost"
                .pixels=${ghost}
                aria-hidden="true"
              ></deepfool-pixel-view>`
            : nothing
        }
      </deepfool-drawing-pad>
      ${this.#overlay()} ${this.#tools()}
      <p class="caption">${words.gallery}</p>
      <deepfool-digit-gallery
        .digits=${withGallery ? this.#galleryDigits : noDigits}
        .chosen=${isTest ? source.digit : null}
        @pick=${(/** @type {CustomEvent<GalleryDigit>} */ event) => this.#pick(event.detail)}
      ></deepfool-digit-gallery>
    </div>`;
  }

  /** What lies over the pad: the pixel editor, or a picture with digits to choose from. */
  #overlay() {
    const { source } = this;
    if (this.#isEditingPixels) {
      return html`<deepfool-pixel-editor
        .pixels=${pixelsOf(source) ?? this.#figure.seenPixels}
        @draw=${this.#edited}
      ></deepfool-pixel-editor>`;
    }
    if (source.kind !== 'picture') return nothing;
    return html`<deepfool-digit-chooser
      .bitmap=${source.bitmap}
      .digits=${source.found.digits}
      .chosen=${source.chosen}
      @pick=${(/** @type {CustomEvent<number>} */ event) =>
        this.#turnTo({ ...source, chosen: event.detail })}
      @stroke=${(/** @type {CustomEvent<PointerEvent[]>} */ event) =>
        this.#pad?.begin(event.detail)}
    ></deepfool-digit-chooser>`;
  }

  #tools() {
    const { choose } = this.file;
    return html`<div class="tools">
      <button
        type="button"
        class="button undo"
        ?disabled=${!this.#surface?.canUndo}
        @click=${this.undo}
      >
        ${words.undo}
      </button>
      <button
        type="button"
        class="button clear"
        ?disabled=${this.source.kind === 'nothing'}
        @click=${this.#clear}
      >
        ${words.clear}
      </button>
      <button
        type="button"
        class="button pixels"
        title=${words.pixelsTitle}
        aria-pressed=${this.#isEditingPixels}
        @click=${this.#toggleEditor}
      >
        ${words.pixels}
      </button>
      <label class="button camera" title=${words.cameraTitle}
        ><input
          type="file"
          accept="image/*"
          capture="environment"
          @change=${choose}
        />${words.camera}</label
      >
      <label class="button upload" title=${words.uploadTitle}
        ><input type="file" accept="image/*,.onnx" @change=${choose} />${words.upload}</label
      >
    </div>`;
  }
}
