<?php
// php render.php THEME FILE CONTENT: prints a post as WordPress shows it, without a database and a server. FILE is what
// stands in the post's Custom HTML block; CONTENT is a folder with db.php, and themes/ in it.

[, $theme, $file, $content] = $argv;
error_reporting(E_ERROR);

$_SERVER += [
  'HTTP_HOST' => 'wordpress.test',
  'REQUEST_METHOD' => 'GET',
  'REQUEST_URI' => '/',
  'SERVER_NAME' => 'wordpress.test',
  'SERVER_PROTOCOL' => 'HTTP/1.1',
];
define('ABSPATH', '/usr/share/wordpress/');
define('WP_CONTENT_DIR', $content);
define('WP_CONTENT_URL', 'http://wordpress.test/wp-content');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
foreach (['DB_NAME', 'DB_USER', 'DB_PASSWORD', 'DB_HOST'] as $name) {
  define($name, '');
}
$table_prefix = 'wp_';
$options = [
  'active_plugins' => [],
  'blog_charset' => 'UTF-8',
  'blogname' => 'A blog',
  'cron' => ['version' => 2],
  'date_format' => 'F j, Y',
  'home' => 'http://wordpress.test',
  'html_type' => 'text/html',
  'permalink_structure' => '',
  'rewrite_rules' => '',
  'siteurl' => 'http://wordpress.test',
  'stylesheet' => $theme,
  'template' => $theme,
  'time_format' => 'H:i',
];
require ABSPATH . 'wp-settings.php';

$blocks = [
  ['paragraph', '<p>Before.</p>'],
  ['html', trim(file_get_contents($file))],
  ['paragraph', '<p class="after">After.</p>'],
];
$text = '';
foreach ($blocks as [$kind, $html]) {
  $text .= "<!-- wp:$kind -->\n$html\n<!-- /wp:$kind -->\n\n";
}
$post = new WP_Post((object) [
  'ID' => 7,
  'comment_status' => 'closed',
  'filter' => 'raw',
  'ping_status' => 'closed',
  'post_content' => $text,
  'post_date' => '2026-01-01 00:00:00',
  'post_date_gmt' => '2026-01-01 00:00:00',
  'post_modified' => '2026-01-01 00:00:00',
  'post_name' => 'a-post',
  'post_status' => 'publish',
  'post_title' => 'A post',
  'post_type' => 'post',
]);
wp_cache_set(7, $post, 'posts');
$wp_query = $wp_the_query = new WP_Query();
$wp_query->posts = [$post];
$wp_query->post = $wp_query->queried_object = $post;
$wp_query->queried_object_id = 7;
$wp_query->post_count = $wp_query->found_posts = 1;
$wp_query->is_single = $wp_query->is_singular = true;
setup_postdata($post);

if (wp_is_block_theme()) {
  $_wp_current_template_content = file_get_contents(get_stylesheet_directory() . '/templates/single.html');
  require ABSPATH . 'wp-includes/template-canvas.php';
} else {
  require get_single_template();
}
