import { PlaneView } from '../parts/plane/plane_view.js';
import { regionStyle } from './regions_style.js';

/** The view of a plane, with what the regions' figure draws on it. */
class RegionPlane extends PlaneView {
  static styles = [...PlaneView.styles, ...regionStyle];
}

customElements.define('deepfool-region-plane', RegionPlane);
