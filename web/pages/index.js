import '../figures/digit.js';
import '../figures/universal.js';
